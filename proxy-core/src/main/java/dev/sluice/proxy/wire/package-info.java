/**
 * A connection as sessions see it: bytes to pull and push, without a trace of the library below.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.wire.Wire} is one connection, {@link dev.sluice.proxy.wire.WireHandler} whoever owns it.
 *
 * <p><b>Threads.</b> A wire lives on one worker; all its methods are called there and all its events come there.
 */
@NullMarked
package dev.sluice.proxy.wire;

import org.jspecify.annotations.NullMarked;
