package dev.sluice.proxy.listen;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The bound sockets of a listener. Called on the control thread, one call after the other. */
interface OpenListener {
    /** Has what comes wait; an error says why it cannot. */
    Optional<String> listen();

    /** Takes what comes, for the first time or again. */
    CompletableFuture<Optional<String>> resume();

    /** Takes no more, after what had come already. */
    CompletableFuture<Void> pause();

    /** The same for good. */
    CompletableFuture<Void> shut();
}
