/**
 * Draining a server as one operation: out of balancing, watched until its sessions have ended, and what was asked for at the deadline.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.operation.drain.DrainOperations} lists the operations.
 *
 * <p><b>Threads.</b> A drain moves on the control thread; see {@link dev.sluice.state.Drain}.
 */
@NullMarked
package dev.sluice.operation.drain;

import org.jspecify.annotations.NullMarked;
