/**
 * Servers' slots, and who waits for them: {@code maxconn}, {@code maxqueue}, {@code timeout queue}.
 *
 * <p><b>Starting points.</b> A stream owns a {@link dev.sluice.proxy.queue.Ticket}, and a backend a
 * {@link dev.sluice.proxy.queue.Dispatcher} that gives the ticket a server with a slot, at once or later.
 *
 * <p><b>Threads.</b> Where nobody waits, a worker takes and returns slots by compare-and-set on the server's gauge. Who must wait is
 * ordered by one loop, the backend's home: it alone touches the queues. A slot returned while someone waits is handed to the home
 * still taken, so that no newcomer can take it first. A ticket is touched by its worker alone; worker and home agree about a waiter
 * by one compare-and-set: granted, moved, refused or gone, whoever comes first.
 */
@NullMarked
package dev.sluice.proxy.queue;

import org.jspecify.annotations.NullMarked;
