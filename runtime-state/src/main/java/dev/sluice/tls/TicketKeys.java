package dev.sluice.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The secrets that session tickets are sealed with, as files have them: a line of base64 for each. */
public final class TicketKeys {
    /** How many are kept: those before and after the present one, and the present one (HAProxy's {@code TLS_TICKETS_NO}). */
    public static final int KEPT = 3;

    private static final int SMALL = 48;
    private static final int LARGE = 80;

    private TicketKeys() {}

    /** One secret; empty where it is no base64. */
    public static byte[] decode(String line) {
        if (line.trim().length() % 4 != 0) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(line.trim());
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    /** Whether a secret has one of the two sizes there are. */
    public static boolean isSize(int bytes) {
        return bytes == SMALL || bytes == LARGE;
    }

    /** The last secrets of a file. */
    public static List<byte[]> read(String name, String text) throws TlsFormatException {
        List<byte[]> keys = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!line.isBlank()) {
                byte[] key = decode(line);
                boolean fits = isSize(key.length) && (keys.isEmpty() || keys.get(0).length == key.length);
                if (!fits) {
                    throw new TlsFormatException(
                            "unable to decode base64 key in file '" + name + "' (48 or 80 bytes are expected)");
                }
                keys.add(key);
            }
        }
        if (keys.size() < KEPT) {
            throw new TlsFormatException("please supply at least " + KEPT + " keys in the tls-ticket-keys file");
        }
        return List.copyOf(keys.subList(keys.size() - KEPT, keys.size()));
    }
}
