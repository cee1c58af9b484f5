/**
 * What rules track: keys of stick tables that count what a connection or request does, and the fetches and converters that read them.
 * {@link dev.sluice.proxy.track.Tracked} holds what one connection or request tracks.
 *
 * <p><b>Threads.</b> A {@link dev.sluice.proxy.track.Tracked} belongs to its session's worker; the tables are everybody's.
 */
@NullMarked
package dev.sluice.proxy.track;

import org.jspecify.annotations.NullMarked;
