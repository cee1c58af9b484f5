/**
 * Responses that are kept in memory: {@link dev.sluice.proxy.cache.Caches} knows the caches of the configuration,
 * {@link dev.sluice.proxy.cache.Cache} finds responses and makes room for others, {@link dev.sluice.proxy.cache.CacheWriter} takes one
 * in, {@link dev.sluice.proxy.cache.CacheWire} gives one out as if a server had sent it. {@link dev.sluice.proxy.cache.Keeping} and
 * {@link dev.sluice.proxy.cache.Asking} say what HTTP allows.
 *
 * <p><b>Threads.</b> Caches are shared by all workers, without locks: an entry counts who uses it, and its memory is given back by
 * the last of them. Writers, readers and wires belong to one exchange.
 */
@NullMarked
package dev.sluice.proxy.cache;

import org.jspecify.annotations.NullMarked;
