package dev.sluice.cli.inside;

import dev.sluice.operation.inspect.Descriptor;
import dev.sluice.operation.inspect.Fact;
import dev.sluice.operation.inspect.Fetched;
import dev.sluice.operation.inspect.Insides;
import dev.sluice.operation.inspect.Library;
import dev.sluice.operation.inspect.MemoryPool;
import dev.sluice.operation.inspect.Profile;
import dev.sluice.operation.inspect.SetProfiling;
import dev.sluice.operation.inspect.ThreadReport;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The insides of this process, as the Java machine and the system tell them. */
public final class JvmInsides implements Insides, AutoCloseable {
    /** Looks at once: each may wait for the network ({@code httpclient}). */
    private static final int THREADS_MAX = 4;

    /** Looks that wait; people ask by hand. */
    private static final int WAITING_MAX = 64;

    private final RuntimeState state;
    private final Supplier<List<String>> startupLogs;
    private final Supplier<List<Fact>> build;
    private final Profiler profiler;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS_MAX,
            THREADS_MAX,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_MAX),
            new DefaultThreadFactory("sluice-inside", true));

    /**
     * The insides of the process.
     *
     * @param state what descriptors are matched with
     * @param clock the time
     * @param startupLogs what was said when the configuration in force was read
     * @param build what the program is built of
     */
    public JvmInsides(RuntimeState state, Clock clock, Supplier<List<String>> startupLogs, Supplier<List<Fact>> build) {
        this.state = state;
        this.startupLogs = startupLogs;
        this.build = build;
        this.profiler = new Profiler(clock);
        threads.allowCoreThreadTimeOut(true);
    }

    private <T> CompletionStage<T> ask(Supplier<T> look) {
        try {
            return CompletableFuture.supplyAsync(look, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<List<ThreadReport>> threads() {
        return ask(Threads::all);
    }

    @Override
    public CompletionStage<List<MemoryPool>> pools() {
        return ask(MemoryPools::all);
    }

    @Override
    public CompletionStage<List<Descriptor>> descriptors() {
        return ask(() -> new DescriptorTable(state.topology()).all());
    }

    @Override
    public CompletionStage<List<Library>> libraries() {
        return ask(Libraries::all);
    }

    @Override
    public CompletionStage<List<Fact>> facts() {
        return ask(() -> Platform.facts(build.get()));
    }

    @Override
    public List<String> startupLogs() {
        return startupLogs.get();
    }

    @Override
    public CompletionStage<Profile> profile() {
        return ask(profiler::profile);
    }

    @Override
    public void profile(SetProfiling.Mode mode) {
        profiler.set(mode);
    }

    @Override
    public CompletionStage<Fetched> fetch(String method, String uri) {
        return ask(() -> HttpFetch.send(method, uri));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
