/**
 * TLS on the way to clients and servers: a wire over another wire, and the contexts that its engines come from.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.tls.TlsWire} is one encrypted connection; {@link dev.sluice.proxy.tls.TlsRoom} makes
 * what they need; {@link dev.sluice.proxy.tls.TlsAcceptance} shakes hands with a client before its session begins.
 *
 * <p><b>Threads.</b> Contexts are made on the control thread and used by all workers; a wire, like the one below it, lives on one worker.
 */
@NullMarked
package dev.sluice.proxy.tls;

import org.jspecify.annotations.NullMarked;
