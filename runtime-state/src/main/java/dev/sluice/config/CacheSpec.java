package dev.sluice.config;

/**
 * A {@code cache} section: how much it may keep, and of what.
 *
 * @param name its name
 * @param megabytes memory for responses, heads and bodies together
 * @param objectBytes the longest response that is kept, its head included
 * @param ageSeconds how long a response is kept at most
 * @param varies whether responses that depend on request headers are kept, one for each kind of request
 * @param variantsMax how many such responses one address may have
 * @param hints whether clients are told the links of responses that are not kept any more
 */
public record CacheSpec(
        String name, int megabytes, int objectBytes, int ageSeconds, boolean varies, int variantsMax, Hints hints) {
    /**
     * What clients are told of a response before it comes (RFC 8297).
     *
     * @param given whether they are told anything
     * @param only whether nothing else is kept of responses
     * @param percent of the cache's memory, which links of responses that are gone may use where responses are kept
     */
    public record Hints(boolean given, boolean only, int percent) {
        /** Nothing is told. */
        public static final Hints OFF = new Hints(false, false, 0);
    }
}
