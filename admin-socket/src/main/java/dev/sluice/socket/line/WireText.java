package dev.sluice.socket.line;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text as it travels: one character for each byte, which is also how configuration files are read. So whatever a client sends comes back
 * byte for byte where it is repeated, and names compare equal whatever their encoding.
 */
public final class WireText {
    private static final int BYTE_MAX = 0xFF;

    private WireText() {}

    /** The text of some bytes. */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** The text of a part of some bytes. */
    static String decode(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    /** The bytes of a text; a character that is no byte, as the program's own texts may have, goes out as UTF-8. */
    public static byte[] encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > BYTE_MAX) {
                return encodeWider(text);
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] encodeWider(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() * 2);
        text.codePoints().forEach(point -> {
            if (point <= BYTE_MAX) {
                out.write(point);
            } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }
}
