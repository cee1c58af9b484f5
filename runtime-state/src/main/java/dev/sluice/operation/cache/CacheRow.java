package dev.sluice.operation.cache;

import dev.sluice.state.CacheContent;
import org.jspecify.annotations.Nullable;

/**
 * A cache, or a response that it keeps.
 *
 * @param cache the cache
 * @param entry the response; null for the row of the cache itself, which comes first
 */
public record CacheRow(CacheContent cache, CacheContent.@Nullable Entry entry) {}
