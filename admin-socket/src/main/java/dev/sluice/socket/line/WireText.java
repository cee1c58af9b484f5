package dev.sluice.socket.line;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text as it travels: UTF-8, where a byte that is no UTF-8 is kept as a lone low surrogate (U+DC80 to U+DCFF), which no text has. So
 * whatever a client sends comes back byte for byte where it is repeated, and names with letters beyond ASCII compare equal to those of
 * the configuration.
 */
public final class WireText {
    private static final int ESCAPED = 0xDC00;

    private WireText() {}

    /** The text of some bytes. */
    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (decoder.decode(in, out, true).isError()) {
            // What was reported is still to be read; one byte of it is taken as it is.
            out.put((char) (ESCAPED + (in.get() & 0xFF)));
            decoder.reset();
        }
        return out.flip().toString();
    }

    /** The bytes of a text. */
    public static byte[] encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                return encodeEscaped(text);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encodeEscaped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                out.writeBytes(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
                out.write(text.charAt(i) - ESCAPED);
                start = i + 1;
            }
        }
        out.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static boolean isEscaped(String text, int at) {
        char c = text.charAt(at);
        return c >= ESCAPED + 0x80
                && c <= ESCAPED + 0xFF
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
