/**
 * What may stand before the bytes of a connection: the header of the PROXY protocol, in its first and second version, which tells
 * whose connection a proxy passes on. Start reading at {@link dev.sluice.proxy.preface.ProxyHeader}, which knows the format, and
 * {@link dev.sluice.proxy.preface.HeaderAcceptance}, which waits for one.
 *
 * <p>Threads. A connection's header is read and written on its worker; headers themselves are immutable.
 */
@NullMarked
package dev.sluice.proxy.preface;

import org.jspecify.annotations.NullMarked;
