package dev.sluice.cli;

import dev.sluice.cli.system.Privileges;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The thread that reads the configuration's files. A process that moves into another root leaves it in the old one, since a reload has to
 * find the files that the start found; it gives up its user and group like all others. What that means for who relies on {@code chroot} is
 * in the README.
 */
final class ReadingThread implements Executor {
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "sluice-files");
        thread.setDaemon(true);
        return thread;
    });

    /** Stays in the present root from now on; the reason where that cannot be. */
    Optional<String> keepRoot() {
        return CompletableFuture.supplyAsync(Privileges::keepRoot, executor).join();
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }
}
