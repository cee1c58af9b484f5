package dev.sluice.proxy.worker;

import dev.sluice.proxy.wire.Wire;

/** What a new connection begins with. */
@FunctionalInterface
public interface Words {
    /** The bytes, for a connection that has just been established. */
    byte[] on(Wire wire);
}
