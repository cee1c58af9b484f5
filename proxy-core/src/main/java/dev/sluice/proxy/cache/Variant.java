package dev.sluice.proxy.cache;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a response answers, where it depends on their headers.
 *
 * @param encodes whether it depends on what encodings the client takes
 * @param encodings those that the response has, of which the client has to take all
 * @param refers whether it depends on the page that the client comes from
 * @param referer that page
 * @param originates whether it depends on the site that asks
 * @param origin that site
 */
record Variant(boolean encodes, int encodings, boolean refers, long referer, boolean originates, long origin) {
    /** All requests. */
    static final Variant ALL = new Variant(false, 0, false, 0, false, 0);

    /** Whether it answers such a request. */
    boolean answers(Asking asking) {
        return (!encodes || (encodings & ~asking.encodings()) == 0)
                && (!refers || referer == asking.referer())
                && (!originates || origin == asking.origin());
    }

    /** Whether it depends on anything. */
    boolean isPartial() {
        return encodes || refers || originates;
    }

    /** As hexadecimal digits, 40 as HAProxy has them. */
    String digits() {
        return String.format(Locale.ROOT, "%08x%016x%016x", encodings, referer, origin);
    }

    /**
     * The one of a response to a request.
     *
     * @param vary what the response says it depends on
     * @param encoding how it is encoded
     * @return null where it cannot be kept, as it depends on something else, has an encoding that nobody knows, or one that the
     *     client did not ask for
     */
    static @Nullable Variant of(String vary, String encoding, Asking asking) {
        boolean encodes = false;
        boolean refers = false;
        boolean originates = false;
        for (String name : vary.split(",", -1)) {
            switch (name.strip().toLowerCase(Locale.ROOT)) {
                case "accept-encoding" -> encodes = true;
                case "referer" -> refers = true;
                case "origin" -> originates = true;
                default -> {
                    return null;
                }
            }
        }
        int has = encodes ? Encodings.ofResponse(encoding) : 0;
        if (encodes && (has == Encodings.UNKNOWN || (has & ~asking.encodings()) != 0)) {
            return null;
        }
        return new Variant(
                encodes, has, refers, refers ? asking.referer() : 0, originates, originates ? asking.origin() : 0);
    }
}
