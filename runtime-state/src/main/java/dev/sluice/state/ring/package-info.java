/**
 * Messages that are kept in memory: what {@code ring} sections declare, {@code log} lines fill and {@code show events} shows.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.state.ring.Rings} holds all of them; {@link dev.sluice.state.ring.MessageRing} is one.
 *
 * <p><b>Threads.</b> The control thread says which rings there are, the log's thread writes to them, any thread may read. A lock guards each ring, held
 * while one message is copied, or as many as a reader takes at once. Workers never come near it.
 */
@NullMarked
package dev.sluice.state.ring;

import org.jspecify.annotations.NullMarked;
