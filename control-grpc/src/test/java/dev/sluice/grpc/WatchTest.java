package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.v1.ChangeEvent;
import dev.sluice.grpc.v1.ChangeKind;
import dev.sluice.grpc.v1.ChangeServiceGrpc;
import dev.sluice.grpc.v1.FieldChange;
import dev.sluice.grpc.v1.ResourceChange;
import dev.sluice.grpc.v1.WatchChangesRequest;
import dev.sluice.grpc.v1.WatchChangesResponse;
import dev.sluice.grpc.v1.WatchMark;
import dev.sluice.operation.Operation;
import dev.sluice.operation.process.Reload;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.EnableServer;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerWeight;
import dev.sluice.operation.server.WeightArgument;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckStatus;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows changes, as a controller does. */
class WatchTest {
    private static final ServerRef S1 = ServerRef.parse("app/s1");

    private TestProgram program;

    @BeforeEach
    void start() throws IOException {
        program = TestProgram.start();
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private Iterator<WatchChangesResponse> watch(WatchChangesRequest request) {
        return ChangeServiceGrpc.newBlockingStub(program.admin())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .watchChanges(request);
    }

    private static WatchChangesRequest from(long revision) {
        return WatchChangesRequest.newBuilder().setStartRevision(revision).build();
    }

    /** The next events, so many of them. */
    private static List<ChangeEvent> events(Iterator<WatchChangesResponse> watch, int count) {
        List<ChangeEvent> events = new ArrayList<>();
        while (events.size() < count) {
            events.addAll(watch.next().getEventsList());
        }
        return events;
    }

    private void weigh(int weight) {
        program.submit(new SetServerWeight(S1, WeightArgument.parse(Integer.toString(weight))));
    }

    private void weighOften(int times) {
        for (int i = 0; i < times; i += 1000) {
            List<Operation> some = new ArrayList<>();
            for (int j = 0; j < 1000; j++) {
                some.add(new SetServerWeight(S1, WeightArgument.parse(Integer.toString(j % 200 + 1))));
            }
            program.submitAll(some);
        }
    }

    @Test
    void everyDoorIsSeenInOrderAndWithoutAGap() throws IOException {
        long before = program.revision();
        Iterator<WatchChangesResponse> watch = watch(WatchChangesRequest.getDefaultInstance());
        WatchChangesResponse present = watch.next();
        assertThat(present.getPresentList())
                .extracting(ResourceChange::getKind)
                .containsOnly(ChangeKind.CHANGE_KIND_PRESENT);
        assertThat(present.getPresent(2).getServer().getWeight()).isEqualTo(10);
        WatchChangesResponse synced = watch.next();
        assertThat(synced.getMark()).isEqualTo(WatchMark.WATCH_MARK_SYNCED);
        assertThat(synced.getRevision()).isEqualTo(before);

        weigh(33);
        for (int i = 0; i < 3; i++) {
            program.reports()
                    .health(
                            program.server("app", "s1"),
                            new CheckResult(CheckStatus.L7_STATUS, CheckResult.Verdict.FAILED, 503, 1, "No"));
        }
        program.write(TestProgram.CONFIGURATION.replace("server s2", "server s3 127.0.0.1:8005\n    server s2"));
        program.submit(new Reload());
        List<ChangeEvent> events = events(watch, 3);
        assertThat(events).extracting(ChangeEvent::getRevision).containsExactly(before + 1, before + 2, before + 3);
        assertThat(events).extracting(ChangeEvent::getSurface).containsExactly("internal", "check", "internal");
        assertThat(events)
                .extracting(ChangeEvent::getOperation)
                .containsExactly("set-server-weight", "health-check", "reload");
        assertThat(events.get(0).getChanges(0).getFieldsList())
                .containsExactly(FieldChange.newBuilder()
                        .setField("weight")
                        .setBefore("10")
                        .setAfter("33")
                        .build());
        assertThat(events.get(1).getChanges(0).getFieldsList())
                .containsExactly(FieldChange.newBuilder()
                        .setField("operational_state")
                        .setBefore("RUNNING")
                        .setAfter("STOPPED")
                        .build());
        assertThat(events.get(2).getChangesList())
                .filteredOn(change -> change.getKind() == ChangeKind.CHANGE_KIND_ADDED)
                .extracting(ResourceChange::getName)
                .containsExactly("backends/app/servers/s3");
        program.write(TestProgram.CONFIGURATION);
        program.submit(new Reload());
        assertThat(events(watch, 1).get(0).getChangesList())
                .filteredOn(change -> change.getKind() == ChangeKind.CHANGE_KIND_REMOVED)
                .extracting(ResourceChange::getName)
                .containsExactly("backends/app/servers/s3");
    }

    @Test
    void goesOnWhereItStopped() {
        weigh(1);
        long first = program.revision();
        weigh(2);
        weigh(3);
        Iterator<WatchChangesResponse> watch = watch(from(first + 1));
        List<ChangeEvent> events = events(watch, 2);
        assertThat(events).extracting(ChangeEvent::getRevision).containsExactly(first + 1, first + 2);
        weigh(4);
        assertThat(events(watch, 1).get(0).getRevision()).isEqualTo(first + 3);
    }

    @Test
    void whatIsNotKeptIsRefusedWithTheOldest() {
        long now = program.revision();
        Refused.by(() -> watch(from(5)).next()).with(Status.Code.OUT_OF_RANGE, "REVISION_COMPACTED");
        Refused.by(() -> watch(from(now + 2)).next()).with(Status.Code.OUT_OF_RANGE, "REVISION_COMPACTED");
        weighOften(17_000);
        Refused.by(() -> watch(from(now + 1)).next()).with(Status.Code.OUT_OF_RANGE, "REVISION_COMPACTED");
    }

    @Test
    void aFilterHoldsBackAndBookmarksGoOn() {
        long before = program.revision();
        Iterator<WatchChangesResponse> watch = watch(WatchChangesRequest.newBuilder()
                .setStartRevision(before + 1)
                .setFilter("changes.name:\"/s2\" AND operation = disable-*")
                .setBookmarkInterval(Times.duration(1000))
                .build());
        assertThat(watch.next().getMark()).isEqualTo(WatchMark.WATCH_MARK_SYNCED);
        program.submit(new DisableServer(S1));
        WatchChangesResponse bookmark = watch.next();
        assertThat(bookmark.getMark()).isEqualTo(WatchMark.WATCH_MARK_BOOKMARK);
        assertThat(bookmark.getRevision()).isEqualTo(before + 1);
        assertThat(bookmark.getEventsCount()).isZero();
        program.submit(new DisableServer(ServerRef.parse("app/s2")));
        assertThat(events(watch, 1).get(0).getText()).isEqualTo("server app/s2 put into maintenance");
    }

    @Test
    void aSlowWatcherIsCutAndCanGoOn() throws InterruptedException {
        Slow slow = new Slow();
        ChangeServiceGrpc.newStub(program.admin()).watchChanges(from(program.revision() + 1), slow);
        slow.begun.await();
        long before = program.revision();
        // What nobody takes fills the connection's window first, and then the bound.
        weighOften(15_000);
        slow.take(1_000_000);
        Throwable end = slow.end.poll(20, TimeUnit.SECONDS);
        assertThat(Status.fromThrowable(end).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        long last = slow.newest;
        assertThat(last).isGreaterThan(before);
        assertThat(events(watch(from(last + 1)), 1).get(0).getRevision()).isEqualTo(last + 1);
    }

    /** Takes nothing until it is told to. */
    private static final class Slow implements ClientResponseObserver<WatchChangesRequest, WatchChangesResponse> {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final BlockingQueue<Throwable> end = new LinkedBlockingQueue<>();
        private volatile @Nullable ClientCallStreamObserver<WatchChangesRequest> call;
        private volatile long newest;

        void take(int messages) {
            Objects.requireNonNull(call, "not started").request(messages);
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchChangesRequest> started) {
            call = started;
            started.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(WatchChangesResponse message) {
            newest = Math.max(newest, message.getRevision());
            begun.countDown();
        }

        @Override
        public void onError(Throwable error) {
            end.add(error);
        }

        @Override
        public void onCompleted() {}
    }

    @Test
    void aThousandWatchersHearTheSameAndLeaveNothingBehind() {
        List<Iterator<WatchChangesResponse>> watches = new ArrayList<>();
        CancellableContext cancellable = Context.current().withCancellation();
        cancellable.run(() -> {
            for (int i = 0; i < 10; i++) {
                // A connection carries 128 streams at once.
                var changes = ChangeServiceGrpc.newBlockingStub(program.admin());
                for (int j = 0; j < 100; j++) {
                    watches.add(changes.watchChanges(from(program.revision() + 1)));
                }
            }
        });
        watches.forEach(watch -> assertThat(watch.next().getMark()).isEqualTo(WatchMark.WATCH_MARK_SYNCED));
        weigh(50);
        long revision = program.revision();
        watches.forEach(
                watch -> assertThat(events(watch, 1).get(0).getRevision()).isEqualTo(revision));
        assertThat(program.server().watches()).isEqualTo(1000);
        cancellable.cancel(null);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (program.server().watches() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(program.server().watches()).isZero();
    }

    @Test
    void aStopEndsWatchesSoThatTheyGoOnElsewhere() throws InterruptedException {
        Iterator<WatchChangesResponse> watch = watch(from(program.revision() + 1));
        assertThat(watch.next().getMark()).isEqualTo(WatchMark.WATCH_MARK_SYNCED);
        program.server().stop(Duration.ofSeconds(5));
        Refused.by(watch::next).with(Status.Code.UNAVAILABLE, "STOPPING");
    }

    @Test
    void anotherProcessSaysThatItDoesNotKnow() throws IOException {
        long old = program.revision();
        program.submit(new EnableServer(S1));
        program.close();
        program = TestProgram.start();
        assertThat(program.revision()).isGreaterThan(old);
        Refused.by(() -> watch(from(old + 1)).next()).with(Status.Code.OUT_OF_RANGE, "REVISION_COMPACTED");
    }
}
