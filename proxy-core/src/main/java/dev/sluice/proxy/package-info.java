/**
 * The data plane: listeners, forwarding, balancing, queues, checks, logs.
 *
 * <p><b>Threads.</b> A worker is one event loop; a connection lives on one worker and only that worker touches it.
 */
@NullMarked
package dev.sluice.proxy;

import org.jspecify.annotations.NullMarked;
