/**
 * Following what goes on: operations whose answer goes on.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.operation.watch.WatchOperations} lists the operations; {@link dev.sluice.operation.Events}
 * keeps what is followed.
 *
 * <p><b>Threads.</b> They only look, on the caller's thread.
 */
@NullMarked
package dev.sluice.operation.watch;

import org.jspecify.annotations.NullMarked;
