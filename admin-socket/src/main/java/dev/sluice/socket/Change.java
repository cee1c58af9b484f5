package dev.sluice.socket;

import dev.sluice.config.Configuration;
import dev.sluice.operation.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sockets that are open but not in use yet. Either commit or abandon it, once. */
public final class Change implements Prepared {
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
    @Override
    public List<String> errors() {
        return errors;
    }

    /**
     * Has clients find the new sockets, who then wait to be served: for a program that is about to give up the right to do so. Completes
     * with what went wrong.
     */
    public CompletionStage<List<String>> publish() {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        sockets.onLoop(() -> {
            List<String> problems = new ArrayList<>();
            after.forEach(socket -> socket.publish(problems));
            done.complete(problems);
        });
        return done;
    }

    /**
     * Takes the new sockets into use, closes those that are gone, and follows changed limits. Connections of closed sockets go on.
     * Completes with what went wrong with files at this last moment, as a rule nothing.
     */
    @Override
    public CompletionStage<List<String>> commit() {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        sockets.onLoop(() -> done.complete(sockets.apply(next, after)));
        return done;
    }

    /** Closes what was opened; completes when it is closed. */
    @Override
    public CompletionStage<Void> abandon() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        sockets.onLoop(() -> {
            sockets.forget(after);
            done.complete(null);
        });
        return done;
    }
}
