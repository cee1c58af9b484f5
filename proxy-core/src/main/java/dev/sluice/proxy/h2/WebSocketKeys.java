package dev.sluice.proxy.h2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** The keys by which a WebSocket over HTTP/1 is agreed on (RFC 6455 section 4); HTTP/2 does without them (RFC 8441 section 5). */
public final class WebSocketKeys {
    private static final String APPENDED = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int BYTES = 16;

    private WebSocketKeys() {}

    /** A key that no cache has an answer to; it keeps nothing secret. */
    public static String fresh() {
        byte[] key = new byte[BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** What a server that has understood answers to a key. */
    public static String answer(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + APPENDED).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // Every Java platform has it.
        }
    }
}
