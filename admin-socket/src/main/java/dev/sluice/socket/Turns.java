package dev.sluice.socket;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Lets so many connections be served at once, over several listening sockets; the others wait, most of them in the kernel's queue, in
 * the order in which they came. Confined to the event loop.
 */
final class Turns {
    private final Map<Channel, Boolean> accepting = new HashMap<>();
    private final Queue<AdminChannel> waiting = new ArrayDeque<>();
    private int limit;
    private int served;

    Turns(int limit) {
        this.limit = limit;
    }

    /** Changes how many are served at once; those being served stay. */
    void limit(int next) {
        limit = next;
        grant();
    }

    /** Accepts on a socket from now on. */
    void add(Channel listener) {
        accepting.put(listener, false);
        grant();
    }

    /** Accepts no more on a socket. */
    void remove(Channel listener) {
        accepting.remove(listener);
    }

    /** A connection was accepted on a socket. */
    void accepted(Channel listener, AdminChannel connection) {
        accepting.computeIfPresent(listener, (same, was) -> false);
        waiting.add(connection);
        grant();
    }

    /** A connection that was being served is over. */
    void over() {
        served--;
        grant();
    }

    /** A connection that waited has gone. */
    void gone(AdminChannel connection) {
        if (waiting.remove(connection)) {
            grant();
        }
    }

    private void grant() {
        while (served < limit && !waiting.isEmpty()) {
            served++;
            waiting.remove().begin();
        }
        if (served < limit) {
            // One at a time from each, so that hardly more are accepted than can be served.
            accepting.replaceAll((listener, already) -> {
                if (!already) {
                    listener.read();
                }
                return true;
            });
        }
    }
}
