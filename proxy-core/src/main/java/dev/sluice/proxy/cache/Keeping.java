package dev.sluice.proxy.cache;

import dev.sluice.config.CacheSpec;
import dev.sluice.proxy.action.HeadEditor;
import dev.sluice.proxy.sample.convert.HttpDates;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That a response may be kept.
 *
 * @param seconds how long
 * @param age how old it was when it came, in seconds
 * @param modified when it was changed for the last time, in seconds since 1970
 * @param variant which requests it answers
 */
record Keeping(long seconds, long age, long modified, Variant variant) {
    static final byte[] AGE = Asking.name("age");
    static final byte[] ETAG = Asking.name("etag");
    private static final byte[] CACHE_CONTROL = Asking.name("cache-control");
    private static final byte[] CONTENT_ENCODING = Asking.name("content-encoding");
    private static final byte[] DATE = Asking.name("date");
    private static final byte[] EXPIRES = Asking.name("expires");
    private static final byte[] LAST_MODIFIED = Asking.name("last-modified");
    private static final byte[] VARY = Asking.name("vary");
    private static final long UNSAID = -1;

    /** Longer than this is as good as for ever, and far from overflow. */
    private static final long SECONDS_MAX = Integer.MAX_VALUE;

    /** Judges a response of status 200 to a request; null where it may not be kept. */
    static @Nullable Keeping of(HeadEditor head, Asking asking, CacheSpec spec, long nowSeconds) {
        Variant variant = variant(head, asking, spec);
        long lifetime = variant == null || Asking.isPragma(head) ? 0 : lifetime(head, nowSeconds);
        if (variant == null || lifetime == 0) {
            return null;
        }
        boolean validated = Asking.has(head, ETAG) || Asking.has(head, LAST_MODIFIED);
        boolean isAged = Asking.has(head, AGE);
        long age = isAged ? seconds(head.first(AGE)) : 0;
        if (lifetime == UNSAID && !validated || isAged && (age == UNSAID || age >= lifetime)) {
            return null;
        }
        long left = lifetime == UNSAID ? spec.ageSeconds() : Math.min(lifetime - age, spec.ageSeconds());
        return left <= 0 ? null : new Keeping(left, age, modified(head, nowSeconds), variant);
    }

    private static @Nullable Variant variant(HeadEditor head, Asking asking, CacheSpec spec) {
        if (!Asking.has(head, VARY)) {
            return Variant.ALL;
        }
        return spec.varies() ? Variant.of(head.joined(VARY), head.joined(CONTENT_ENCODING), asking) : null;
    }

    /** Seconds that it says it stays as it is; 0 where it must not be kept, -1 where nothing is said. */
    private static long lifetime(HeadEditor head, long nowSeconds) {
        long own = UNSAID;
        long shared = UNSAID;
        for (String directive : head.joined(CACHE_CONTROL).split(",", -1)) {
            int equals = directive.indexOf('=');
            String word = (equals < 0 ? directive : directive.substring(0, equals))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : directive.substring(equals + 1).strip();
            switch (word) {
                case "private", "no-store", "no-cache" -> {
                    return 0;
                }
                case "max-age" -> own = lower(own, value);
                case "s-maxage" -> shared = lower(shared, value);
                default -> {}
            }
        }
        if (shared != UNSAID || own != UNSAID) {
            return shared != UNSAID ? shared : own;
        }
        return Asking.has(head, EXPIRES) ? Math.max(0, date(head.first(EXPIRES)) - nowSeconds) : UNSAID;
    }

    /** Said twice, the lower one counts; what is no number is none at all. */
    private static long lower(long known, String value) {
        long seconds = Math.max(0, seconds(value.replace("\"", "")));
        return known == UNSAID ? seconds : Math.min(known, seconds);
    }

    /** A number of seconds, whatever stands behind it; -1 where it does not begin with a digit. */
    private static long seconds(String text) {
        long value = UNSAID;
        for (int i = 0; i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9'; i++) {
            value = Math.min(SECONDS_MAX, Math.max(0, value) * 10 + text.charAt(i) - '0');
        }
        return value;
    }

    private static long modified(HeadEditor head, long nowSeconds) {
        long modified = date(head.first(LAST_MODIFIED));
        long sent = date(head.first(DATE));
        return modified > 0 ? modified : sent > 0 ? sent : nowSeconds;
    }

    /** Seconds since 1970; 0 for what is no date, or one before. */
    static long date(String text) {
        return text.isEmpty() ? 0 : Math.max(0, HttpDates.seconds(text.strip()));
    }
}
