package dev.sluice.proxy.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Balance;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.balance.Pick;
import dev.sluice.state.Server;
import dev.sluice.state.TestBackend;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many streams on several loops compete for few slots, while servers come and go. */
class DispatcherRaceTest {
    private static final int WORKERS = 4;
    private static final int STREAMS = 40;
    private static final int REQUESTS = 150;
    private static final int MAXCONN = 2;

    private final List<ExecutorService> workers = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
    private final CountDownLatch done = new CountDownLatch(STREAMS);

    DispatcherRaceTest() {
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Executors.newSingleThreadExecutor());
        }
    }

    @AfterEach
    void stop() {
        workers.forEach(ExecutorService::shutdownNow);
    }

    private static final class Watched {
        final AtomicInteger held = new AtomicInteger();
        volatile boolean left;
    }

    @ParameterizedTest
    @EnumSource
    void neverAboveTheLimitNobodyLostNothingLeftOver(Balance.Algorithm algorithm) throws InterruptedException {
        long seed = System.nanoTime();
        TestBackend backend = new TestBackend(Settings.builder()
                .set(ProxySettings.BALANCE, new Balance(algorithm, List.of()))
                .build());
        IdentityHashMap<Server, Watched> watched = new IdentityHashMap<>();
        for (int i = 0; i < 3; i++) {
            Server server = backend.add(Settings.builder()
                    .set(ServerSettings.MAXCONN, MAXCONN)
                    .set(ServerSettings.MAXQUEUE, i)
                    .build());
            watched.put(server, new Watched());
        }
        backend.publish();
        Dispatcher dispatcher = new Dispatcher(backend.backend(), workers.get(0));
        backend.onChange(dispatcher::serverChanged, dispatcher::viewChanged);
        for (int i = 0; i < STREAMS; i++) {
            ExecutorService worker = workers.get(i % WORKERS);
            Stream stream = new Stream(dispatcher, worker, watched, i % WORKERS, seed + i);
            worker.execute(stream::next);
        }
        churn(backend, watched, new SplittableRandom(seed));

        assertThat(done.await(30, TimeUnit.SECONDS)).as("seed %d", seed).isTrue();
        barrier();
        barrier();
        assertThat(broken).as("seed %d", seed).isEmpty();
        for (Server server : backend.servers()) {
            assertThat(server.sessions().get()).as("seed %d", seed).isZero();
            assertThat(server.queued().get()).as("seed %d", seed).isZero();
            assertThat(server.sessions().maximum()).as("seed %d", seed).isLessThanOrEqualTo(MAXCONN);
        }
        assertThat(backend.backend().queued().get()).as("seed %d", seed).isZero();
        assertThat(backend.backend().sessions().get()).as("seed %d", seed).isZero();
    }

    /** Takes servers out and back, as the control thread does; one is always left. */
    private void churn(TestBackend backend, IdentityHashMap<Server, Watched> watched, SplittableRandom random)
            throws InterruptedException {
        while (done.getCount() > 0) {
            Server server = backend.server(1 + random.nextInt(2));
            Watched of = Objects.requireNonNull(watched.get(server));
            boolean changed = random.nextBoolean()
                    ? backend.states().maint(server)
                    : backend.states().drain(server);
            backend.publish();
            barrier();
            of.left = changed;
            barrier();
            of.left = false;
            boolean unused = backend.states().ready(server);
            backend.publish();
            barrier();
        }
    }

    private void barrier() throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(WORKERS);
        workers.forEach(worker -> worker.execute(passed::countDown));
        assertThat(passed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Sends one request after the other; some are given up while they wait. */
    private final class Stream implements Waiting {
        private final Dispatcher dispatcher;
        private final ExecutorService worker;
        private final IdentityHashMap<Server, Watched> watched;
        private final SplittableRandom random;
        private final Ticket ticket;
        private int left = REQUESTS;

        Stream(
                Dispatcher dispatcher,
                ExecutorService worker,
                IdentityHashMap<Server, Watched> watched,
                int index,
                long seed) {
            this.dispatcher = dispatcher;
            this.worker = worker;
            this.watched = watched;
            this.random = new SplittableRandom(seed);
            this.ticket = new Ticket(new Pick(index, seed), worker, this);
            this.ticket.pick().source(new byte[] {10, 0, 0, (byte) seed}, 4);
        }

        void next() {
            if (left-- == 0) {
                done.countDown();
                return;
            }
            dispatcher.enter(ticket);
            Answer answer = dispatcher.dispatch(ticket);
            switch (answer) {
                case GRANTED -> granted(ticket);
                case WAITING -> maybeGiveUp();
                case NO_SERVER, CLOSED -> broken.add("refused: " + answer);
                case QUEUE_FULL -> refused(ticket, answer);
            }
        }

        private void maybeGiveUp() {
            if (random.nextInt(4) == 0) {
                int of = left;
                worker.execute(() -> {
                    if (ticket.isWaiting() && of == left) {
                        leave();
                    }
                });
            }
        }

        private void leave() {
            dispatcher.leave(ticket);
            worker.execute(this::next);
        }

        @Override
        public void granted(Ticket granted) {
            Watched server = Objects.requireNonNull(watched.get(Objects.requireNonNull(granted.server())));
            if (server.left) {
                broken.add(granted.server() + " was chosen after it had left");
            }
            if (server.held.incrementAndGet() > MAXCONN) {
                broken.add(granted.server() + " is above its limit");
            }
            hold(server, random.nextInt(4));
        }

        private void hold(Watched server, int turns) {
            worker.execute(() -> {
                if (turns > 0) {
                    hold(server, turns - 1);
                    return;
                }
                server.held.decrementAndGet();
                if (random.nextInt(5) == 0) {
                    dispatcher.release(ticket);
                    if (dispatcher.dispatch(ticket) == Answer.GRANTED) {
                        granted(ticket);
                        return;
                    }
                }
                if (!ticket.isWaiting()) {
                    leave();
                }
            });
        }

        @Override
        public void refused(Ticket ticket, Answer why) {
            if (why != Answer.QUEUE_FULL) {
                broken.add("refused: " + why);
            }
            leave();
        }
    }
}
