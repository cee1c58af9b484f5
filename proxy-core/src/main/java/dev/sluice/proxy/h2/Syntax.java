package dev.sluice.proxy.h2;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

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

    /** The value of a field without the blanks around it, which mean nothing to anybody (RFC 9110 section 5.5). */
    static CharSequence withoutBlanks(CharSequence value) {
        int start = 0;
        int end = value.length();
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return end - start == value.length() ? value : value.subSequence(start, end);
    }

    /** The name of a protocol, with or without its version (RFC 9110 section 7.8). */
    static boolean isProtocol(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? isToken(text) : isToken(text.substring(0, slash)) && isToken(text.substring(slash + 1));
    }

    /** A site without the port that its scheme has anyway (RFC 3986 section 6.2.3). */
    static String withoutUsualPort(String authority, @Nullable CharSequence scheme) {
        String usual = scheme == null ? "" : scheme.toString().equals("https") ? ":443" : ":80";
        boolean known = scheme != null
                && (scheme.toString().equals("http") || scheme.toString().equals("https"));
        return known && authority.endsWith(usual) && authority.length() > usual.length()
                ? authority.substring(0, authority.length() - usual.length())
                : authority;
    }

    /** A length, the same one said again with commas between included, or -1 where it is none. */
    static long length(CharSequence text) {
        long value = -1;
        for (String each : text.toString().split(",", -1)) {
            long said = number(withoutBlanks(each));
            if (said < 0 || value >= 0 && said != value) {
                return -1;
            }
            value = said;
        }
        return value;
    }

    private static long number(CharSequence text) {
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
