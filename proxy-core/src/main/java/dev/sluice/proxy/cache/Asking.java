package dev.sluice.proxy.cache;

import dev.sluice.proxy.action.HeadEditor;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a request says that matters to a cache.
 *
 * @param encodings those that its client takes
 * @param referer what stands for the page that it comes from
 * @param origin what stands for the site that asks
 * @param isFresh whether nothing that was kept will do
 * @param isSecret whether what it asks for is meant for it alone
 */
public record Asking(int encodings, long referer, long origin, boolean isFresh, boolean isSecret) {
    private static final byte[] ACCEPT_ENCODING = name("accept-encoding");
    private static final byte[] REFERER = name("referer");
    private static final byte[] ORIGIN = name("origin");
    private static final byte[] CACHE_CONTROL = name("cache-control");
    private static final byte[] PRAGMA = name("pragma");
    private static final byte[] AUTHORIZATION = name("authorization");

    static byte[] name(String lower) {
        return lower.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether there is a field of a name. */
    static boolean has(HeadEditor head, byte[] name) {
        return head.find(name, 0) >= 0;
    }

    /** Whether a head says the same as {@code Cache-Control: no-cache} in the words of HTTP/1.0. */
    static boolean isPragma(HeadEditor head) {
        for (String directive : head.joined(PRAGMA).split(",", -1)) {
            if (directive.strip().equalsIgnoreCase("no-cache")) {
                return true;
            }
        }
        return false;
    }

    /** Reads a request; what variants depend on only where they are {@code wanted}. */
    static Asking of(HeadEditor head, boolean wanted) {
        boolean fresh = isPragma(head);
        for (String directive : head.joined(CACHE_CONTROL).split(",", -1)) {
            String word = directive.strip().toLowerCase(Locale.ROOT);
            fresh |= word.equals("no-cache") || word.equals("max-age=0");
        }
        boolean secret = has(head, AUTHORIZATION);
        if (!wanted) {
            return new Asking(Encodings.ofAnyone(), 0, 0, fresh, secret);
        }
        int encodings =
                has(head, ACCEPT_ENCODING) ? Encodings.ofRequest(head.joined(ACCEPT_ENCODING)) : Encodings.ofAnyone();
        return new Asking(encodings, number(head, REFERER), number(head, ORIGIN), fresh, secret);
    }

    /** Zero where there is none. */
    private static long number(HeadEditor head, byte[] name) {
        return has(head, name) ? CacheKey.number(head.joined(name)) : 0;
    }
}
