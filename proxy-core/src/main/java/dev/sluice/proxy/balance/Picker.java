package dev.sluice.proxy.balance;

import dev.sluice.state.Balancer;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** Chooses among the candidates it was made of; any worker may ask, and nothing is allocated. */
public interface Picker extends Balancer {
    /**
     * The server for a request, or null where each is full. A server to be avoided is given only where no other can serve.
     *
     * <p>That it had room a moment ago is no promise: take a slot afterwards.
     */
    @Nullable
    Server pick(Pick request);

    /** Where a request waits whose picked server turns out to be full. */
    WhenFull whenFull(Server server);

    /** Whether {@code server} is a candidate. */
    boolean has(Server server);

    /** Where a request waits that finds its server full. */
    enum WhenFull {
        /** For whichever server is free first. */
        ANY,
        /** In the server's own queue, while that has room ({@code maxqueue}), then for any. */
        SERVER_THEN_ANY,
        /** For this server or not at all: its address decides. */
        SERVER
    }
}
