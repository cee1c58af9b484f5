package dev.sluice.proxy.session;

import dev.sluice.proxy.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Begins a session on an accepted connection; one for each mode. */
public interface SessionStarter {
    /**
     * Takes over {@code client}, on its worker; sets its handler and reads from it when an event comes.
     *
     * @param admission where it came in; released when the client's connection has ended
     * @param known the connection as rules see it, where some have seen it already; else null
     */
    void start(Shard shard, Wire client, Admission admission, @Nullable ClientPeer known);
}
