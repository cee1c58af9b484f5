/**
 * TCP sessions: bytes between a client and a server, both ways, with half-closes and timeouts.
 *
 * <p><b>Starting point.</b> {@link dev.sluice.proxy.tcp.TcpSessions} begins them.
 *
 * <p><b>Threads.</b> A session lives on the worker that accepted its client.
 */
@NullMarked
package dev.sluice.proxy.tcp;

import org.jspecify.annotations.NullMarked;
