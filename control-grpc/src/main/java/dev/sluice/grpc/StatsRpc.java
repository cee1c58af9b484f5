package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.grpc.v1.ClearCountersRequest;
import dev.sluice.grpc.v1.ClearCountersResponse;
import dev.sluice.grpc.v1.ClearMaximaRequest;
import dev.sluice.grpc.v1.ClearMaximaResponse;
import dev.sluice.grpc.v1.ClearServerCountersRequest;
import dev.sluice.grpc.v1.ClearServerCountersResponse;
import dev.sluice.grpc.v1.ListStatsRequest;
import dev.sluice.grpc.v1.ListStatsResponse;
import dev.sluice.grpc.v1.Stats;
import dev.sluice.grpc.v1.StatsKind;
import dev.sluice.grpc.v1.StatsServiceGrpc;
import dev.sluice.grpc.v1.WatchStatsRequest;
import dev.sluice.grpc.v1.WatchStatsResponse;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import dev.sluice.operation.counters.ClearAllCounters;
import dev.sluice.operation.counters.ClearCounters;
import dev.sluice.operation.counters.ClearServerCounters;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.stat.Selection;
import dev.sluice.operation.stat.ShowStatistics;
import dev.sluice.stats.StatMoment;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The service of statistics. */
final class StatsRpc extends StatsServiceGrpc.StatsServiceImplBase {
    private static final int OF_FRONTEND = Selection.FRONTENDS | Selection.LISTENERS;
    private static final int OF_BACKEND = Selection.BACKENDS | Selection.SERVERS;

    private static final long INTERVAL_MILLIS = 1000;
    private static final long INTERVAL_MILLIS_MIN = 100;
    private static final long INTERVAL_MILLIS_MAX = 3_600_000;

    private final Kit kit;
    private final StatsMessages messages = new StatsMessages();

    StatsRpc(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void listStats(ListStatsRequest request, StreamObserver<ListStatsResponse> to) {
        kit.calls().list(to, request, () -> all(request));
    }

    @Override
    public void watchStats(WatchStatsRequest request, StreamObserver<WatchStatsResponse> to) {
        try {
            long interval = request.hasInterval()
                    ? Times.between("interval", request.getInterval(), INTERVAL_MILLIS_MIN, INTERVAL_MILLIS_MAX)
                    : INTERVAL_MILLIS;
            ListStatsRequest each = ListStatsRequest.newBuilder()
                    .setParent(request.getParent())
                    .addAllKinds(request.getKindsList())
                    .setServerFilter(request.getServerFilter())
                    .build();
            selection(each);
            Predicate<Message> filter = Filter.read(request.getFilter(), Stats.getDescriptor());
            UnaryOperator<Stats> mask = Masks.reader(request.getReadMask(), Stats.getDefaultInstance());
            new StatsWatch(
                            to,
                            kit,
                            interval,
                            () -> all(each)
                                    .thenApply(stats -> stats.stream()
                                            .filter(filter)
                                            .map(mask)
                                            .toList()))
                    .begin();
        } catch (StatusRuntimeException e) {
            to.onError(e);
        }
    }

    private CompletionStage<List<Stats>> all(ListStatsRequest request) {
        Selection selection = selection(request);
        boolean legends = StatMoment.legendsFor(Calls.caller().level());
        StatMoment now = new StatMoment(kit.state(), kit.clock().millis(), legends, false);
        return kit.calls()
                .each(
                        new ShowStatistics(Checked.of(selection)),
                        new Subject("", request.getParent(), "parent"),
                        dev.sluice.state.Subject.class,
                        subject -> messages.of(subject, now));
    }

    private Selection selection(ListStatsRequest request) {
        int kinds = 0;
        for (StatsKind kind : request.getKindsList()) {
            kinds |= bit(kind);
        }
        if (kinds == 0) {
            kinds = OF_FRONTEND | OF_BACKEND;
        }
        String parent = request.getParent();
        String proxy = "";
        if (parent.startsWith("frontends/")) {
            String name = Names.frontend("parent", parent);
            kit.frontend(name, new Subject(Kit.FRONTEND, parent, "parent"));
            proxy = name;
            kinds &= OF_FRONTEND;
        } else if (!parent.isEmpty()) {
            String name = Names.backend("parent", parent);
            kit.backend(name, new Subject(Kit.BACKEND, parent, "parent"));
            proxy = name;
            kinds &= OF_BACKEND;
        }
        return new Selection(Selection.Domain.PROXY, proxy, kinds, -1, servers(request));
    }

    private static int bit(StatsKind kind) {
        return switch (kind) {
            case STATS_KIND_FRONTEND -> Selection.FRONTENDS;
            case STATS_KIND_BACKEND -> Selection.BACKENDS;
            case STATS_KIND_SERVER -> Selection.SERVERS;
            case STATS_KIND_LISTENER -> Selection.LISTENERS;
            case STATS_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw Errors.of(
                        Reason.BAD_ARGUMENT,
                        "kinds: " + kind + " (expected: FRONTEND, BACKEND, SERVER or LISTENER)",
                        Subject.field("kinds"));
        };
    }

    private static Selection.Servers servers(ListStatsRequest request) {
        return switch (request.getServerFilter()) {
            case SERVER_FILTER_UNSPECIFIED -> Selection.Servers.ALL;
            case SERVER_FILTER_NOT_IN_MAINTENANCE -> Selection.Servers.NO_MAINT;
            case SERVER_FILTER_UP -> Selection.Servers.UP;
            case UNRECOGNIZED ->
                throw Errors.of(
                        Reason.BAD_ARGUMENT,
                        "server_filter: " + request.getServerFilterValue() + " (expected: NOT_IN_MAINTENANCE or UP)",
                        Subject.field("server_filter"));
        };
    }

    @Override
    public void clearMaxima(ClearMaximaRequest request, StreamObserver<ClearMaximaResponse> to) {
        clear(
                to,
                request,
                request.getRequestId(),
                new ClearCounters(),
                revision ->
                        ClearMaximaResponse.newBuilder().setRevision(revision).build());
    }

    @Override
    public void clearCounters(ClearCountersRequest request, StreamObserver<ClearCountersResponse> to) {
        clear(
                to,
                request,
                request.getRequestId(),
                new ClearAllCounters(),
                revision ->
                        ClearCountersResponse.newBuilder().setRevision(revision).build());
    }

    private <R extends Message> void clear(
            StreamObserver<R> to, Message request, String requestId, Operation operation, LongFunction<R> response) {
        kit.calls()
                .change(
                        to,
                        requestId,
                        request,
                        () -> kit.calls()
                                .submit(
                                        operation,
                                        Subject.field(""),
                                        Precondition.NONE,
                                        done -> response.apply(kit.calls().revision())));
    }

    @Override
    public void clearServerCounters(
            ClearServerCountersRequest request, StreamObserver<ClearServerCountersResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            ServerRef server = Names.server("server", request.getServer());
            return kit.calls()
                    .submit(
                            new ClearServerCounters(server, true),
                            new Subject(Kit.SERVER, request.getServer(), "server"),
                            kit.etags().server(server, ""),
                            done -> ClearServerCountersResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .build());
        });
    }
}
