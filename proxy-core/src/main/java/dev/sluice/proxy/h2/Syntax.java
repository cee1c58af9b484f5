package dev.sluice.proxy.h2;

import java.util.BitSet;

/** What may stand where in a list of fields (RFC 9113 section 8.2.1, RFC 9110 section 5). */
final class Syntax {
    /** Digits of a length that any body could have; more is an attack on whoever reads it. */
    private static final int DIGITS_MAX = 18;

    private static final BitSet NAME = chars("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz");
    private static final BitSet TOKEN =
            chars("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static final BitSet AUTHORITY =
            chars("!$&'()*+;=-._~%:[]0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static final BitSet SCHEME = chars("+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private Syntax() {}

    private static BitSet chars(String all) {
        BitSet set = new BitSet(128);
        all.chars().forEach(set::set);
        return set;
    }

    private static boolean isAll(CharSequence text, BitSet of) {
        for (int i = 0; i < text.length(); i++) {
            if (!of.get(text.charAt(i))) {
                return false;
            }
        }
        return text.length() > 0;
    }

    /** Whether it is a field: a name in lower case, a value that no line ends in and no blank stands around. */
    static boolean isField(CharSequence name, CharSequence value) {
        return isAll(name, NAME) && isValue(value);
    }

    private static boolean isValue(CharSequence value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F || c > 0xFF) {
                return false;
            }
        }
        return length == 0 || !isBlank(value.charAt(0)) && !isBlank(value.charAt(length - 1));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isToken(CharSequence text) {
        return isAll(text, TOKEN);
    }

    static boolean isAuthority(CharSequence text) {
        return isAll(text, AUTHORITY);
    }

    static boolean isScheme(CharSequence text) {
        return isAll(text, SCHEME) && Character.isLetter(text.charAt(0));
    }

    /** Visible characters only, and no fragment. */
    static boolean isTarget(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '#') {
                return false;
            }
        }
        return true;
    }

    /** A length, or -1 where it is none. */
    static long length(CharSequence text) {
        if (text.length() == 0 || text.length() > DIGITS_MAX) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /** Whether a field says what the message is, and so has no business behind the body. */
    static boolean isOfMessage(CharSequence name) {
        return switch (name.toString()) {
            case "content-length", "host", "te", "trailer", "cookie", "authorization", "content-encoding" -> true;
            default -> false;
        };
    }
}
