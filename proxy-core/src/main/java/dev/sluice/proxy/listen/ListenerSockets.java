package dev.sluice.proxy.listen;

import dev.sluice.config.BindSettings;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.session.Shard;
import dev.sluice.state.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The sockets of one listener and who accepts from them. Called on the control thread, one call after the other. */
final class ListenerSockets implements OpenListener {
    private static final int BACKLOG_DEFAULT = 1024;

    private final Listener listener;
    private final List<OpenSocket> sockets;
    private final List<Acceptor> acceptors = new ArrayList<>();

    ListenerSockets(Listener listener, List<OpenSocket> sockets, List<Shard> shards, Limits limits, Starters starters) {
        this.listener = listener;
        this.sockets = sockets;
        for (int i = 0; i < shards.size(); i++) {
            OpenSocket socket = sockets.get(i % sockets.size());
            acceptors.add(new Acceptor(shards.get(i), listener, socket, limits, starters));
        }
    }

    /** Takes connections, for the first time or again. */
    @Override
    public CompletableFuture<Optional<String>> resume() {
        Optional<String> error = listen();
        return error.isPresent()
                ? CompletableFuture.completedFuture(error)
                : onAll(Acceptor::start).thenApply(done -> Optional.empty());
    }

    /** Has connections queue; an error says why they cannot. */
    @Override
    public Optional<String> listen() {
        for (OpenSocket socket : sockets) {
            try {
                int backlog = backlog();
                BindOptions.listening(socket, listener.spec().settings(), backlog);
                socket.listen(backlog);
            } catch (IOException failure) {
                return Optional.of("cannot listen to socket (" + BindFailure.reason(failure) + ") for ["
                        + listener.boundAddress() + "].");
            }
        }
        return Optional.empty();
    }

    /** Refuses connections, after those that had connected already were taken. */
    @Override
    public CompletableFuture<Void> pause() {
        if (sockets.get(0).refusesByAccepting()) {
            return onAll(Acceptor::refuse);
        }
        return onAll(acceptor -> {
            acceptor.stop();
            shut(acceptor.socket());
        });
    }

    /** Refuses connections for good, after those that had connected already were taken. */
    @Override
    public CompletableFuture<Void> shut() {
        return onAll(Acceptor::stop).thenAccept(done -> {
            sockets.forEach(OpenSocket::close);
            unlink();
        });
    }

    private static void shut(OpenSocket socket) {
        try {
            socket.shut();
        } catch (IOException ignored) {
            // It was not listening: nobody can connect anyway.
        }
    }

    private void unlink() {
        if (listener.address() instanceof ListenAddress.Unix unix) {
            try {
                boolean unused = Files.deleteIfExists(Path.of(unix.path()));
            } catch (IOException ignored) {
                // Out of reach after chroot or without privileges; nobody listens behind it.
            }
        }
    }

    private CompletableFuture<Void> onAll(Consumer<Acceptor> task) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Acceptor acceptor : acceptors) {
            all.add(CompletableFuture.runAsync(() -> task.accept(acceptor), acceptor.worker()::execute));
        }
        return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
    }

    private int backlog() {
        int own = listener.spec().settings().get(BindSettings.BACKLOG);
        int ofFrontend = listener.frontend().settings().get(ProxySettings.BACKLOG);
        int places = listener.maxconn() > 0
                ? listener.maxconn()
                : listener.frontend().maxconn();
        return own > 0 ? own : ofFrontend > 0 ? ofFrontend : places > 0 ? places : BACKLOG_DEFAULT;
    }
}
