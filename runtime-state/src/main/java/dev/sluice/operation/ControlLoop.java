package dev.sluice.operation;

import dev.sluice.config.Configuration;
import dev.sluice.state.CheckReports;
import dev.sluice.state.Clock;
import dev.sluice.state.DataPlane;
import dev.sluice.state.Frontends;
import dev.sluice.state.Rates;
import dev.sluice.state.Reconfiguration;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.SavedCounters;
import dev.sluice.state.SavedServers;
import dev.sluice.state.ServerStates;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one writer: takes operations from a bounded queue, in batches. Of each batch it runs the handlers in order, publishes every touched
 * backend once, waits for one barrier where one was asked for, and then answers, to each caller in order.
 *
 * <p>It has a thread of its own, but any other may take its place for a batch while that one sleeps ({@link #attend()}): the way to
 * another thread and back costs more than most changes.
 */
public final class ControlLoop implements Door, AutoCloseable {
    /** Past this many waiting changes a caller is told so, rather than memory being used up. */
    static final int QUEUED_MAX = 8192;

    /** A batch is published at the latest after this many, so that the first of them does not wait for the last. */
    private static final int BATCH_MAX = 1024;

    private static final int TICK_MILLIS = 1000;
    /** What is still under way as the program ends is over well before this, unless something hangs, which must not hold up the end. */
    private static final int CLOSE_MILLIS = 5000;

    private static final Logger LOGGER = System.getLogger("dev.sluice.control");

    private final RuntimeState state;
    private final DataPlane dataPlane;
    private final Clock clock;
    private final Operations operations;
    private final ServerStates servers;
    private final Thread thread = new Thread(this::run, "sluice-control");
    private final ControlQueue queue = new ControlQueue(thread);
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Submission> finished = new ArrayList<>();
    private final Breather breather = new Breather();
    private final Answers answers = new Answers();
    private final Revisions revisions;
    private final Look.Parts parts;
    private final CheckReports reports;
    private volatile boolean closing;
    private volatile long nextTickMillis;

    /** A loop that {@link #start()} sets going. */
    public ControlLoop(RuntimeState state, DataPlane dataPlane, Clock clock, Host host, Operations operations) {
        this.state = state;
        this.dataPlane = dataPlane;
        this.clock = clock;
        this.operations = operations;
        this.servers = new ServerStates(dataPlane, clock);
        this.revisions = new Revisions(state, servers, dataPlane, clock);
        this.parts = new Look.Parts(state, servers, dataPlane, clock, host, queue::add, revisions, new CommandCounts());
        RuleChanges rules = new RuleChanges(state, dataPlane, revisions, queue::add);
        this.reports = new Reports(queue::add, servers, revisions, rules);
    }

    /** Starts the control thread. */
    public void start() {
        nextTickMillis = clock.millis() + TICK_MILLIS;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Makes the proxies of a configuration and binds their listeners, which do not accept before {@link #open()}; completes with why
     * some could not be bound, and then nothing was made.
     */
    public CompletionStage<List<String>> load(Configuration configuration) {
        SavedServers saved = SavedServers.read(configuration);
        SavedCounters counters = SavedCounters.read(configuration);
        return CompletableFuture.supplyAsync(
                        () -> new Reconfiguration(state, servers, dataPlane, clock, configuration), queue::add)
                .thenCompose(loading -> loading.bind()
                        .thenApplyAsync(
                                errors -> {
                                    if (errors.isEmpty()) {
                                        var unused = loading.apply();
                                        saved.apply(state.topology(), servers, dataPlane);
                                        counters.apply(state.topology(), dataPlane);
                                        revisions.begin();
                                    } else {
                                        loading.abandon();
                                    }
                                    return errors;
                                },
                                queue::add));
    }

    /** Has all listeners of open frontends accept; completes with why some could not. */
    public CompletionStage<List<String>> open() {
        return CompletableFuture.supplyAsync(() -> Frontends.open(dataPlane, state.topology()), queue::add)
                .thenCompose(opened -> opened);
    }

    /** Where health checks and agent checks report to. */
    public CheckReports reports() {
        return reports;
    }

    /** Runs tasks on the control thread, in order with operations. */
    public Executor executor() {
        return queue::add;
    }

    /** All operations. */
    public Operations operations() {
        return operations;
    }

    /** How often each surface has asked for something. */
    public CommandCounts commands() {
        return parts.counts();
    }

    /** How many changes wait for their turn. */
    public int waiting() {
        return waiting.get();
    }

    @Override
    public boolean hasRoom() {
        return waiting.get() < QUEUED_MAX / 2;
    }

    @Override
    public long revision() {
        return revisions.newest();
    }

    @Override
    public Events events() {
        return revisions.events();
    }

    @Override
    public Optional<Outcome> permits(Declared<?> declared, Caller caller) {
        return caller.level().compareTo(declared.level()) >= 0
                ? Optional.empty()
                : Optional.of(parts.counts().count(caller, Outcome.refused(Reason.LEVEL_TOO_LOW, "Permission denied")));
    }

    @Override
    public CompletionStage<Outcome> submit(Operation operation, Caller caller) {
        return submit(operation, caller, Precondition.NONE);
    }

    @Override
    public CompletionStage<Outcome> submit(Operation operation, Caller caller, Precondition condition) {
        return submit(operation, caller, condition, false, queue::add);
    }

    @Override
    public CompletionStage<Outcome> check(Operation operation, Caller caller, Precondition condition) {
        return submit(operation, caller, condition, true, queue::add);
    }

    @Override
    public CompletionStage<Outcome> enqueue(Operation operation, Caller caller) {
        return submit(operation, caller, Precondition.NONE, false, queue::leave);
    }

    @Override
    public void attend() {
        queue.attend(this::work);
    }

    private CompletionStage<Outcome> submit(
            Operation operation, Caller caller, Precondition condition, boolean dryRun, Executor to) {
        Declared<Operation> declared = operations.of(operation);
        Optional<Outcome> denied = permits(declared, caller);
        if (denied.isPresent()) {
            return CompletableFuture.completedStage(denied.get());
        }
        if (declared.effect() == Declared.Effect.LOOK) {
            return attempt(declared, operation, new Look(parts, caller))
                    .thenApply(seen -> parts.counts().count(caller, seen));
        }
        if (closing) {
            return refused(caller, Reason.STOPPING, "The process is stopping.");
        }
        if (waiting.incrementAndGet() > QUEUED_MAX) {
            waiting.decrementAndGet();
            return refused(caller, Reason.QUEUE_FULL, "Too many changes are waiting, try again.");
        }
        Submission submission = new Submission(parts, caller, declared, dryRun);
        to.execute(() -> begin(declared, operation, submission, condition));
        return submission.answered();
    }

    private CompletionStage<Outcome> refused(Caller caller, Reason reason, String text) {
        return CompletableFuture.completedStage(parts.counts().count(caller, Outcome.refused(reason, text)));
    }

    private void begin(
            Declared<Operation> declared, Operation operation, Submission submission, Precondition condition) {
        waiting.decrementAndGet();
        answers.expect(submission);
        Optional<Outcome> refusal = condition.refusal(state);
        if (refusal.isPresent()) {
            finish(submission, refusal.get());
            return;
        }
        CompletableFuture<Outcome> stage =
                attempt(declared, operation, submission).toCompletableFuture();
        if (stage.isDone()) {
            finish(submission, stage.join());
            return;
        }
        var unused = stage.thenAccept(outcome -> queue.add(() -> finish(submission, outcome)));
    }

    private void finish(Submission submission, Outcome outcome) {
        submission.outcome(outcome);
        finished.add(submission);
    }

    /** Runs a handler; whatever it does, an outcome comes of it. */
    private CompletionStage<Outcome> attempt(Declared<Operation> declared, Operation operation, Context context) {
        return guarded(
                () -> declared.handler().handle(operation, context).handle((outcome, error) -> {
                    if (error != null) {
                        return failed(declared, operation, error);
                    }
                    return outcome;
                }),
                error -> CompletableFuture.completedStage(failed(declared, operation, error)));
    }

    private Outcome failed(Declared<?> declared, Operation operation, Throwable error) {
        Throwable cause = error instanceof CompletionException wrapped ? wrapped.getCause() : error;
        return cause instanceof DryRunPassed ? Outcome.OK : bug(declared, operation, error);
    }

    /** Runs what must not end the loop. */
    @SuppressWarnings("IllegalCatch") // The one place: one operation's bug must not end the loop that all others need.
    private static <T> T guarded(Supplier<T> work, Function<RuntimeException, T> failed) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return failed.apply(e);
        }
    }

    private void guarded(Runnable work, String what) {
        var unused = guarded(
                () -> {
                    work.run();
                    return true;
                },
                error -> {
                    LOGGER.log(Logger.Level.ERROR, what + " failed", error);
                    return false;
                });
    }

    private Outcome bug(Declared<?> declared, Operation operation, Throwable error) {
        LOGGER.log(Logger.Level.ERROR, "operation " + declared.name() + " failed: " + operation, error);
        dataPlane.log(null, 3, "Operation " + declared.name() + " failed: " + error);
        return Outcome.refused(Reason.INTERNAL, "Internal error.");
    }

    private void run() {
        while (!closing || !queue.isEmpty()) {
            queue.work(this::work);
            if (!closing && queue.awaitTask(nextTickMillis - clock.millis())) {
                closing = true;
            }
        }
    }

    /** A batch, by whoever is the writer now. */
    private void work() {
        servers.confineTo(Thread.currentThread());
        // What comes meanwhile is of the next batch: who asks for it may have seen what this one is to publish.
        List<Runnable> batch = queue.take(BATCH_MAX);
        for (Runnable task : batch) {
            guarded(task, "a task");
            breather.step();
        }
        guarded(this::tick, "the tick");
        guarded(servers::publish, "publishing");
        answerAll();
    }

    private void tick() {
        long now = clock.millis();
        if (now >= nextTickMillis) {
            // A second that was missed is not made up for: rates know how long it was.
            nextTickMillis = now + TICK_MILLIS;
            servers.tick(now);
            Rates.tick(state, now);
        }
    }

    private void answerAll() {
        if (finished.isEmpty()) {
            return;
        }
        List<Submission> behindBarrier = new ArrayList<>();
        for (Submission submission : finished) {
            if (submission.isBehindBarrier()) {
                behindBarrier.add(submission);
            } else {
                answers.ready(submission);
            }
        }
        finished.clear();
        if (!behindBarrier.isEmpty()) {
            var unused = dataPlane.barrier().thenRun(() -> queue.add(() -> behindBarrier.forEach(answers::ready)));
        }
    }

    /** Ends the control thread and waits for it, since its last batch still uses the data plane, which is closed next. */
    @Override
    public void close() {
        closing = true;
        queue.add(() -> {});
        try {
            if (thread != Thread.currentThread()) {
                thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
