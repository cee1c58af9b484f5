package dev.sluice.grpc;

import dev.sluice.grpc.v1.CancelDrainRequest;
import dev.sluice.grpc.v1.CancelDrainResponse;
import dev.sluice.grpc.v1.DrainServerRequest;
import dev.sluice.grpc.v1.DrainServerResponse;
import dev.sluice.grpc.v1.ListDrainsRequest;
import dev.sluice.grpc.v1.ListDrainsResponse;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;
import dev.sluice.operation.drain.CancelDrain;
import dev.sluice.operation.drain.DrainServer;
import dev.sluice.operation.drain.Ending;
import dev.sluice.operation.drain.ShowDrains;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.Drain;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

/** The drains of servers. */
class ServerDrains extends ServerServiceGrpc.ServerServiceImplBase {
    /** A month: whoever waits longer wants no deadline. */
    private static final long DEADLINE_MILLIS_MAX = 2_678_400_000L;

    final Kit kit;

    ServerDrains(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void drainServer(DrainServerRequest request, StreamObserver<DrainServerResponse> to) {
        DrainWatch watch = new DrainWatch(to, kit);
        watch.begin(() -> kit.calls().changed(request.getRequestId(), request, () -> {
            ServerRef reference = Names.server("name", request.getName());
            Subject subject = new Subject(Kit.SERVER, request.getName(), "name");
            return kit.calls()
                    .submit(
                            new DrainServer(reference, Checked.of(ending(request)), request.getForce()),
                            subject,
                            kit.etags().server(reference, request.getEtag()),
                            done -> Calls.value(done, Drain.class))
                    .thenApply(drain -> {
                        watch.follow(drain);
                        return DrainServerResponse.newBuilder()
                                .setRevision(kit.calls().revision())
                                .setDrain(kit.servers().of(drain.report()))
                                .build();
                    });
        }));
    }

    private static Ending ending(DrainServerRequest request) {
        Drain.End end = switch (request.getEnd()) {
            case DRAIN_END_UNSPECIFIED, DRAIN_END_KEEP -> Drain.End.KEEP;
            case DRAIN_END_MAINT -> Drain.End.MAINT;
            case DRAIN_END_KILL -> Drain.End.KILL;
            case UNRECOGNIZED ->
                throw Errors.of(
                        Reason.BAD_ARGUMENT,
                        "end: " + request.getEndValue() + " (expected: KEEP, MAINT or KILL)",
                        Subject.field("end"));
        };
        if (end == Drain.End.KILL && !request.hasDeadline()) {
            throw Errors.of(
                    Reason.MISSING_ARGUMENT,
                    "deadline: missing (expected with DRAIN_END_KILL, 0 s for at once)",
                    Subject.field("deadline"));
        }
        if (request.getKillRate() != 0 && end != Drain.End.KILL) {
            throw Errors.of(Reason.BAD_ARGUMENT, "kill_rate: only with DRAIN_END_KILL", Subject.field("kill_rate"));
        }
        Duration deadline = request.hasDeadline()
                ? Duration.ofMillis(Times.between("deadline", request.getDeadline(), 0, DEADLINE_MILLIS_MAX))
                : null;
        return new Ending(deadline, end, Numbers.limit("kill_rate", request.getKillRate()));
    }

    @Override
    public void listDrains(ListDrainsRequest request, StreamObserver<ListDrainsResponse> to) {
        kit.calls().list(to, request, new ShowDrains(), Drain.Report.class, kit.servers()::of);
    }

    @Override
    public void cancelDrain(CancelDrainRequest request, StreamObserver<CancelDrainResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            ServerRef reference = Names.server("server", request.getServer());
            Subject subject = new Subject(Kit.SERVER, request.getServer(), "server");
            return kit.calls()
                    .submit(
                            new CancelDrain(reference),
                            subject,
                            kit.etags().server(reference, ""),
                            done -> CancelDrainResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setServer(kit.server(reference, subject))
                                    .build());
        });
    }
}
