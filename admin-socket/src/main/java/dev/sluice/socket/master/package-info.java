/**
 * The master's socket ({@code -S}): one process plays HAProxy's master and its worker, and answers for both.
 *
 * <p><b>Threads.</b> An interpreter belongs to its connection's event loop; the count of reloads may be read by any thread.
 */
@NullMarked
package dev.sluice.socket.master;

import org.jspecify.annotations.NullMarked;
