package dev.sluice.operation.cache;

import dev.sluice.operation.Operation;

/**
 * Lists caches and the responses that they keep, as {@link CacheRow}s.
 *
 * @param cache the one whose content is asked for; empty for all
 * @param entries whether responses are listed as well
 */
public record ShowCaches(String cache, boolean entries) implements Operation {}
