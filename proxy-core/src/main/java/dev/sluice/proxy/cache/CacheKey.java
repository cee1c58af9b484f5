package dev.sluice.proxy.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a response is found by: half of a SHA-256 of host and target, so that nobody can make two addresses meet on purpose.
 *
 * @param high its first 64 bits
 * @param low the next 64
 */
public record CacheKey(long high, long low) {
    /**
     * The one of a host, as the request names it, and a target. A target that names a host itself stands for the same as one without, since
     * versions of HTTP differ in that.
     */
    public static CacheKey of(String host, String target) {
        int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
        ByteBuffer hash = ByteBuffer.wrap(hash(scheme < 0 ? host + target : target.substring(scheme + 3)));
        return new CacheKey(hash.getLong(), hash.getLong());
    }

    /** A number that stands for a text. */
    static long number(String text) {
        return ByteBuffer.wrap(hash(text)).getLong();
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has it", e);
        }
    }
}
