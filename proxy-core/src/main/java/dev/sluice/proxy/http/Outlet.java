package dev.sluice.proxy.http;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import org.jspecify.annotations.Nullable;

/** Composed bytes on their way out. Almost always they leave at once; what does not is kept in a buffer until it can. */
final class Outlet {
    private final HttpSite site;
    private @Nullable StreamBuffer rest;

    Outlet(HttpSite site) {
        this.site = site;
    }

    boolean isEmpty() {
        return rest == null;
    }

    /** Sends what {@code out} holds, behind what is still waiting; returns false where the connection is broken or too much waits. */
    boolean send(Wire to, StreamBuffer out) {
        StreamBuffer waiting = rest;
        int sent = 0;
        if (waiting == null) {
            sent = to.write(out.readAddress(), out.readable());
            if (sent < 0) {
                return false;
            }
            if (sent == out.readable()) {
                return true;
            }
            waiting = site.worker().buffer();
            rest = waiting;
        }
        waiting.compact();
        if (out.readable() - sent > waiting.room()) {
            return false;
        }
        waiting.append(out.readAddress() + sent, out.readable() - sent);
        return true;
    }

    /** Goes on sending; returns false where the connection is broken. */
    boolean flush(Wire to) {
        StreamBuffer waiting = rest;
        if (waiting == null) {
            return true;
        }
        int sent = to.write(waiting.readAddress(), waiting.readable());
        if (sent < 0) {
            return false;
        }
        waiting.consumed(sent);
        if (waiting.readable() == 0) {
            clear();
        }
        return true;
    }

    void clear() {
        StreamBuffer waiting = rest;
        if (waiting != null) {
            rest = null;
            site.worker().release(waiting);
        }
    }
}
