package dev.sluice.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Passwords as {@code crypt(3)} writes them: {@code $1$} (MD5), {@code $5$} (SHA-256) and {@code $6$} (SHA-512). Any thread. */
public final class Crypt {
    /** The longest password that {@code crypt(3)} takes; a longer one would only keep a processor busy. */
    static final int PASSWORD_MAX = 511;

    private static final Pattern WRITTEN =
            Pattern.compile("(\\$(?:1|5|6)\\$)(rounds=([0-9]{1,9})\\$)?([^$]*)\\$([./0-9A-Za-z]+)");

    private static final String ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int MD5_ROUNDS = 1000;
    private static final int MD5_SALT_MAX = 8;
    private static final int SHA_ROUNDS = 5000;
    private static final int SHA_ROUNDS_MIN = 1000;
    private static final int SHA_SALT_MAX = 16;
    private static final int BITS = 6;

    private Crypt() {}

    /** Whether a password is written in a way that can be compared with. */
    public static boolean isReadable(String written) {
        return WRITTEN.matcher(written).matches();
    }

    /** Whether {@code password} is the one that {@code written} was made of. Takes milliseconds. */
    static boolean matches(String written, byte[] password) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches() || password.length > PASSWORD_MAX) {
            return false;
        }
        boolean old = parts.group(1).equals("$1$");
        String salt = parts.group(4);
        int most = old ? MD5_SALT_MAX : SHA_SALT_MAX;
        byte[] bytes = ascii(salt.length() > most ? salt.substring(0, most) : salt);
        String made =
                old ? md5(password, bytes) : sha(parts.group(1).equals("$5$"), password, bytes, rounds(parts.group(3)));
        return MessageDigest.isEqual(ascii(made), ascii(parts.group(5)));
    }

    private static int rounds(@Nullable String said) {
        return said == null ? SHA_ROUNDS : Math.max(SHA_ROUNDS_MIN, Integer.parseInt(said));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has " + name, e);
        }
    }

    private static String md5(byte[] password, byte[] salt) {
        MessageDigest digest = digest("MD5");
        byte[] both = digest(digest, password, salt, password);
        digest.update(password);
        digest.update(ascii("$1$"));
        digest.update(salt);
        digest.update(repeated(both, password.length));
        for (int bits = password.length; bits > 0; bits >>= 1) {
            digest.update((bits & 1) == 1 ? 0 : password[0]);
        }
        byte[] made = rounds(digest, digest.digest(), password, salt, MD5_ROUNDS);
        int[] order = {0, 6, 12, 1, 7, 13, 2, 8, 14, 3, 9, 15, 4, 10, 5};
        StringBuilder text = triples(made, order);
        return characters(text, made[11] & 0xFF, 2).toString();
    }

    private static String sha(boolean small, byte[] password, byte[] salt, int rounds) {
        MessageDigest digest = digest(small ? "SHA-256" : "SHA-512");
        byte[] both = digest(digest, password, salt, password);
        digest.update(password);
        digest.update(salt);
        digest.update(repeated(both, password.length));
        for (int bits = password.length; bits > 0; bits >>= 1) {
            digest.update((bits & 1) == 1 ? both : password);
        }
        byte[] begun = digest.digest();
        for (int i = 0; i < password.length; i++) {
            digest.update(password);
        }
        byte[] longPassword = repeated(digest.digest(), password.length);
        for (int i = 0; i < 16 + (begun[0] & 0xFF); i++) {
            digest.update(salt);
        }
        byte[] longSalt = repeated(digest.digest(), salt.length);
        byte[] made = rounds(digest, begun, longPassword, longSalt, rounds);
        return small ? sha256(made) : sha512(made);
    }

    private static byte[] digest(MessageDigest digest, byte[] first, byte[] second, byte[] third) {
        digest.update(first);
        digest.update(second);
        return digest.digest(third);
    }

    private static byte[] repeated(byte[] from, int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = from[i % from.length];
        }
        return all;
    }

    /** What makes it slow. */
    private static byte[] rounds(MessageDigest digest, byte[] begun, byte[] password, byte[] salt, int rounds) {
        byte[] last = begun;
        for (int i = 0; i < rounds; i++) {
            boolean odd = (i & 1) == 1;
            digest.update(odd ? password : last);
            if (i % 3 != 0) {
                digest.update(salt);
            }
            if (i % 7 != 0) {
                digest.update(password);
            }
            digest.update(odd ? last : password);
            last = digest.digest();
        }
        return last;
    }

    private static String sha256(byte[] made) {
        int[] order = new int[30];
        for (int i = 0; i < 10; i++) {
            int turn = (3 - i % 3) % 3;
            for (int j = 0; j < 3; j++) {
                order[i * 3 + j] = (i + 10 * ((j + turn) % 3)) % 30;
            }
        }
        return characters(triples(made, order), (made[31] & 0xFF) << 8 | made[30] & 0xFF, 3)
                .toString();
    }

    private static String sha512(byte[] made) {
        int[] order = new int[63];
        for (int i = 0; i < 21; i++) {
            for (int j = 0; j < 3; j++) {
                order[i * 3 + j] = (i + 21 * ((j + i) % 3)) % 63;
            }
        }
        return characters(triples(made, order), made[63] & 0xFF, 2).toString();
    }

    private static StringBuilder triples(byte[] made, int[] order) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < order.length; i += 3) {
            int value = (made[order[i]] & 0xFF) << 16 | (made[order[i + 1]] & 0xFF) << 8 | made[order[i + 2]] & 0xFF;
            characters(text, value, 4);
        }
        return text;
    }

    private static StringBuilder characters(StringBuilder text, int value, int count) {
        int left = value;
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(left & (1 << BITS) - 1));
            left >>= BITS;
        }
        return text;
    }
}
