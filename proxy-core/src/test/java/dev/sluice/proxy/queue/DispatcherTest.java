package dev.sluice.proxy.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Balance;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.balance.Pick;
import dev.sluice.state.Counter;
import dev.sluice.state.Server;
import dev.sluice.state.TestBackend;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** One thread plays all loops: a task runs when the test says so. */
class DispatcherTest implements Waiting {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final Executor loop = tasks::add;
    private final List<String> told = new ArrayList<>();
    private final List<Ticket> tickets = new ArrayList<>();
    private TestBackend backend = backend(Balance.Algorithm.ROUNDROBIN);
    private Dispatcher dispatcher = dispatcher();

    private static TestBackend backend(Balance.Algorithm algorithm) {
        return new TestBackend(Settings.builder()
                .set(ProxySettings.BALANCE, new Balance(algorithm, List.of()))
                .build());
    }

    private Dispatcher dispatcher() {
        Dispatcher made = new Dispatcher(backend.backend(), loop);
        backend.onChange(made::serverChanged, made::viewChanged);
        return made;
    }

    private void servers(int... maxconns) {
        for (int maxconn : maxconns) {
            assertThat(backend.add(Settings.builder()
                            .set(ServerSettings.MAXCONN, maxconn)
                            .build()))
                    .isNotNull();
        }
        backend.publish();
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private Ticket ticket() {
        Ticket made = new Ticket(new Pick(0, tickets.size()), loop, this);
        tickets.add(made);
        dispatcher.enter(made);
        return made;
    }

    @Override
    public void granted(Ticket ticket) {
        told.add(tickets.indexOf(ticket) + ":" + ticket.server());
    }

    @Override
    public void refused(Ticket ticket, Answer why) {
        told.add(tickets.indexOf(ticket) + ":" + why);
    }

    @Test
    void servesInOrderOfArrivalWhenSlotsComeFree() {
        servers(1);
        Ticket first = ticket();
        Ticket second = ticket();
        Ticket third = ticket();
        assertThat(dispatcher.dispatch(first)).isEqualTo(Answer.GRANTED);
        assertThat(dispatcher.dispatch(second)).isEqualTo(Answer.WAITING);
        assertThat(dispatcher.dispatch(third)).isEqualTo(Answer.WAITING);
        runAll();
        assertThat(told).isEmpty();
        assertThat(backend.backend().queued().get()).isEqualTo(2);
        assertThat(backend.backend().sessions().get()).isEqualTo(3);

        dispatcher.leave(first);
        runAll();
        assertThat(told).containsExactly("1:app/s1");
        dispatcher.leave(second);
        runAll();
        assertThat(told).containsExactly("1:app/s1", "2:app/s1");
        dispatcher.leave(third);
        runAll();

        assertThat(third.backendQueuePosition()).isEqualTo(2);
        assertThat(backend.server(0).sessions().get()).isZero();
        assertThat(backend.server(0).sessions().maximum()).isEqualTo(1);
        assertThat(backend.backend().queued().maximum()).isEqualTo(2);
        assertThat(backend.backend().sessions().get()).isZero();
        // Who got a server from the queue was not sent there by balancing.
        assertThat(backend.server(0).counters().sum(Counter.LOAD_BALANCED)).isEqualTo(1);
        assertThat(backend.backend().counters().sum(Counter.LOAD_BALANCED)).isEqualTo(1);
    }

    @Test
    void servesTheLowestClassAndThenTheEarliest() {
        servers(1);
        Ticket holder = ticket();
        assertThat(dispatcher.dispatch(holder)).isEqualTo(Answer.GRANTED);
        int[][] places = {{0, 100}, {5, 0}, {0, 50}, {-3, 900}, {0, 100}};
        for (int[] place : places) {
            Ticket waiting = ticket();
            waiting.place(place[0], place[1]);
            assertThat(dispatcher.dispatch(waiting)).isEqualTo(Answer.WAITING);
        }
        runAll();
        dispatcher.leave(holder);
        runAll();
        for (int number : new int[] {4, 3, 1, 5, 2}) {
            assertThat(told).last().isEqualTo(number + ":app/s1");
            dispatcher.leave(tickets.get(number));
            runAll();
        }
    }

    @Test
    void aNewcomerDoesNotOvertakeWhileASlotIsOnItsWay() {
        servers(1);
        Ticket first = ticket();
        Ticket second = ticket();
        assertThat(dispatcher.dispatch(first)).isEqualTo(Answer.GRANTED);
        assertThat(dispatcher.dispatch(second)).isEqualTo(Answer.WAITING);
        runAll();

        dispatcher.leave(first);
        Ticket third = ticket();
        assertThat(dispatcher.dispatch(third)).isEqualTo(Answer.WAITING);
        runAll();

        assertThat(told).containsExactly("1:app/s1");
    }

    @Test
    void aSlotFreedBeforeTheWaiterReachedItsQueueIsFound() {
        servers(1);
        Ticket first = ticket();
        Ticket second = ticket();
        assertThat(dispatcher.dispatch(first)).isEqualTo(Answer.GRANTED);
        assertThat(dispatcher.dispatch(second)).isEqualTo(Answer.WAITING);
        // Both are on their way to the home loop, in either order.
        dispatcher.leave(first);
        tasks.addLast(tasks.removeFirst());
        runAll();

        assertThat(told).containsExactly("1:app/s1");
    }

    @Test
    void raisingTheLimitReleasesWaitersAtOnce() {
        servers(1);
        for (int i = 0; i < 4; i++) {
            assertThat(dispatcher.dispatch(ticket())).isEqualTo(i == 0 ? Answer.GRANTED : Answer.WAITING);
        }
        runAll();
        backend.states().maxconn(backend.server(0), 3);
        backend.publish();
        runAll();
        assertThat(told).containsExactly("1:app/s1", "2:app/s1");

        backend.states().maxconn(backend.server(0), 0);
        backend.publish();
        runAll();
        assertThat(told).containsExactly("1:app/s1", "2:app/s1", "3:app/s1");
        assertThat(backend.server(0).sessions().get()).isEqualTo(4);
    }

    @Test
    void loweringTheLimitTakesSlotsBackAsTheyComeFree() {
        servers(3);
        List<Ticket> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(ticket());
            assertThat(dispatcher.dispatch(made.get(i))).isEqualTo(i < 3 ? Answer.GRANTED : Answer.WAITING);
        }
        backend.states().maxconn(backend.server(0), 1);
        backend.publish();
        runAll();
        dispatcher.leave(made.get(0));
        runAll();
        dispatcher.leave(made.get(1));
        runAll();
        assertThat(told).isEmpty();
        assertThat(backend.server(0).sessions().get()).isEqualTo(1);
        dispatcher.leave(made.get(2));
        runAll();
        assertThat(told).containsExactly("3:app/s1");
    }

    @Test
    void whoGivesUpLeavesTheQueueAndWhoGaveUpTooLateGivesTheSlotBack() {
        servers(1);
        Ticket first = ticket();
        Ticket second = ticket();
        Ticket third = ticket();
        assertThat(dispatcher.dispatch(first)).isEqualTo(Answer.GRANTED);
        assertThat(dispatcher.dispatch(second)).isEqualTo(Answer.WAITING);
        assertThat(dispatcher.dispatch(third)).isEqualTo(Answer.WAITING);
        runAll();
        dispatcher.leave(second);
        assertThat(backend.backend().queued().get()).isEqualTo(1);
        dispatcher.leave(first);
        tasks.remove().run();
        tasks.remove().run();
        // The home has granted the slot to the third; its worker does not know yet.
        dispatcher.leave(third);
        runAll();

        assertThat(told).isEmpty();
        assertThat(backend.server(0).sessions().get()).isZero();
        assertThat(backend.backend().queued().get()).isZero();
    }

    @Test
    void waitersOfAServerThatLeavesChooseAnew() {
        backend = backend(Balance.Algorithm.SOURCE);
        dispatcher = dispatcher();
        servers(1, 1);
        List<Ticket> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Ticket each = ticket();
            each.pick().source(new byte[] {0, 0, 0, 2}, 4);
            made.add(each);
            assertThat(dispatcher.dispatch(each)).isEqualTo(i == 0 ? Answer.GRANTED : Answer.WAITING);
        }
        runAll();
        assertThat(backend.server(0).queued().get()).isEqualTo(2);

        assertThat(backend.states().drain(backend.server(0))).isTrue();
        backend.publish();
        runAll();
        assertThat(told).containsExactly("1:app/s2");
        assertThat(backend.server(0).queued().get()).isZero();
        assertThat(backend.server(1).queued().get()).isEqualTo(1);
        dispatcher.leave(made.get(1));
        runAll();
        assertThat(told).containsExactly("1:app/s2", "2:app/s2");
    }

    @Test
    void aGrantOnItsWayIsNotUsedOnceTheServerHasLeft() {
        servers(1, 1);
        Ticket first = ticket();
        Ticket second = ticket();
        Ticket third = ticket();
        assertThat(dispatcher.dispatch(first)).isEqualTo(Answer.GRANTED);
        assertThat(dispatcher.dispatch(second)).isEqualTo(Answer.GRANTED);
        assertThat(dispatcher.dispatch(third)).isEqualTo(Answer.WAITING);
        runAll();
        dispatcher.leave(first);
        tasks.remove().run();
        assertThat(backend.states().maint(backend.server(0))).isTrue();
        backend.publish();
        runAll();
        assertThat(told).isEmpty();
        assertThat(backend.server(0).sessions().get()).isZero();
        dispatcher.leave(second);
        runAll();
        assertThat(told).containsExactly("2:app/s2");
    }

    @Test
    void aClosedBackendRefusesNewcomersAndWaiters() {
        servers(1);
        assertThat(dispatcher.dispatch(ticket())).isEqualTo(Answer.GRANTED);
        assertThat(dispatcher.dispatch(ticket())).isEqualTo(Answer.WAITING);
        runAll();
        backend.states().enableBackend(backend.backend(), false);
        backend.publish();
        runAll();

        assertThat(told).containsExactly("1:CLOSED");
        assertThat(dispatcher.dispatch(ticket())).isEqualTo(Answer.CLOSED);
        assertThat(backend.backend().queued().get()).isZero();
    }

    @Test
    void withoutServersThereIsNoAnswerToWaitFor() {
        servers(1);
        assertThat(backend.states().maint(backend.server(0))).isTrue();
        backend.publish();

        assertThat(dispatcher.dispatch(ticket())).isEqualTo(Answer.NO_SERVER);
    }

    @Test
    void aFullQueueOfTheOnlyPossibleServerRefuses() {
        backend = backend(Balance.Algorithm.SOURCE);
        dispatcher = dispatcher();
        backend.add(Settings.builder()
                .set(ServerSettings.MAXCONN, 1)
                .set(ServerSettings.MAXQUEUE, 1)
                .build());
        backend.publish();

        assertThat(dispatcher.dispatch(ticket())).isEqualTo(Answer.GRANTED);
        assertThat(dispatcher.dispatch(ticket())).isEqualTo(Answer.WAITING);
        assertThat(dispatcher.dispatch(ticket())).isEqualTo(Answer.QUEUE_FULL);
    }

    @Test
    void whoBelongsToAServerMayUseItWhileItDrainsAndWaitsForJustIt() {
        servers(1, 1);
        assertThat(backend.states().drain(backend.server(0))).isTrue();
        backend.publish();
        Ticket sticky = ticket();
        sticky.stickTo(backend.server(0));
        Ticket queued = ticket();
        queued.stickTo(backend.server(0));
        Ticket retried = ticket();
        retried.prefer(backend.server(0));

        assertThat(dispatcher.dispatch(sticky)).isEqualTo(Answer.GRANTED);
        assertThat(sticky.server()).isSameAs(backend.server(0));
        assertThat(dispatcher.dispatch(queued)).isEqualTo(Answer.WAITING);
        assertThat(dispatcher.dispatch(retried)).isEqualTo(Answer.GRANTED);
        assertThat(retried.server()).isSameAs(backend.server(1));
        runAll();
        dispatcher.leave(sticky);
        runAll();
        assertThat(told).containsExactly("1:app/s1");
        // Nobody chose these by balancing, but the one that found its server gone.
        assertThat(backend.backend().counters().sum(Counter.LOAD_BALANCED)).isEqualTo(1);
    }

    @Test
    void leastconnFillsTheServersOwnQueueFirst() {
        backend = backend(Balance.Algorithm.LEASTCONN);
        dispatcher = dispatcher();
        Server server = backend.add(Settings.builder()
                .set(ServerSettings.MAXCONN, 1)
                .set(ServerSettings.MAXQUEUE, 2)
                .build());
        backend.publish();
        for (int i = 0; i < 5; i++) {
            assertThat(dispatcher.dispatch(ticket())).isEqualTo(i == 0 ? Answer.GRANTED : Answer.WAITING);
        }

        assertThat(server.queued().get()).isEqualTo(2);
        assertThat(backend.backend().queued().get()).isEqualTo(2);
        runAll();
        for (int i = 0; i < 5; i++) {
            dispatcher.leave(tickets.get(i));
            runAll();
        }
        assertThat(told).containsExactly("1:app/s1", "2:app/s1", "3:app/s1", "4:app/s1");
        assertThat(server.sessions().get()).isZero();
    }
}
