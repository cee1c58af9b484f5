package dev.sluice.socket;

import dev.sluice.config.Configuration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sockets that are open but not in use yet. Either commit or abandon it, once. */
public final class Change {
    private final AdminSockets sockets;
    private final Configuration next;
    private final List<OpenSocket> after;
    private final List<String> errors;

    Change(AdminSockets sockets, Configuration next, List<OpenSocket> after, List<String> errors) {
        this.sockets = sockets;
        this.next = next;
        this.after = after;
        this.errors = List.copyOf(errors);
    }

    /** What went wrong, in HAProxy's words; a change with errors can only be abandoned. */
    public List<String> errors() {
        return errors;
    }

    /**
     * Takes the new sockets into use, closes those that are gone, and follows changed limits. Connections of closed sockets go on.
     * Completes with what went wrong with files at this last moment, as a rule nothing.
     */
    public CompletionStage<List<String>> commit() {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        sockets.onLoop(() -> done.complete(sockets.apply(next, after)));
        return done;
    }

    /** Closes what was opened; completes when it is closed. */
    public CompletionStage<Void> abandon() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        sockets.onLoop(() -> {
            sockets.forget(after);
            done.complete(null);
        });
        return done;
    }
}
