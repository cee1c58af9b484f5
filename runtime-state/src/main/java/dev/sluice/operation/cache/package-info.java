/**
 * Operations on caches. {@link dev.sluice.operation.cache.CacheOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.cache;

import org.jspecify.annotations.NullMarked;
