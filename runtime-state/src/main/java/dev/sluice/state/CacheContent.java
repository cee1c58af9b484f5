package dev.sluice.state;

/**
 * What a cache holds at a moment.
 *
 * @param name of its section
 * @param id what tells it apart
 * @param blocks pieces of memory of 1 kB that it may use
 * @param available pieces of memory that are free, or used by responses that nobody reads
 * @param entries the responses that it keeps, found while one goes through them: there may be millions
 */
public record CacheContent(String name, long id, int blocks, int available, Iterable<Entry> entries) {
    /**
     * A response that is kept.
     *
     * @param id what tells it apart
     * @param hash the first 32 bits of the hash that it is found by
     * @param hints whether its links are all that is left of it
     * @param variant which requests it answers, as hexadecimal digits; zeros where headers of the request do not matter
     * @param bytes its size
     * @param blocks pieces of memory that it uses
     * @param readers who is being answered with it
     * @param secondsLeft how long it may still be used; negative where its time is over
     */
    public record Entry(
            long id, long hash, boolean hints, String variant, long bytes, int blocks, int readers, long secondsLeft) {}
}
