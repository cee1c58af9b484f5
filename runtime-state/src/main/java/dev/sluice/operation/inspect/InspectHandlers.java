package dev.sluice.operation.inspect;

import dev.sluice.config.ServerSettings;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.stat.Selection;
import dev.sluice.state.BadMessage;
import dev.sluice.state.Proxy;
import dev.sluice.state.Topology;
import dev.sluice.state.WorkerActivity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Handles what looks at the program's insides. */
final class InspectHandlers {
    private static final int SYSLOG_INFO = 6;

    /** Methods that a request can have which asks for nothing but an answer. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT");

    private InspectHandlers() {}

    private static CompletionStage<Outcome> rows(CompletionStage<? extends List<?>> stage) {
        return stage.thenApply(list -> new Outcome.Rows(Cursor.of(list)));
    }

    static CompletionStage<Outcome> activity(ShowActivity operation, Context context) {
        int workers = context.state().process().identity().threads();
        if (operation.worker() < ShowActivity.ALL || operation.worker() > workers) {
            return CompletableFuture.completedStage(
                    Outcome.refused(Reason.VALUE_OUT_OF_RANGE, "Thread ID number must be between -1 and nbthread"));
        }
        int wanted = Math.max(0, operation.worker() - 1);
        return rows(context.dataPlane()
                .activity()
                .thenApply(all -> operation.worker() == ShowActivity.ALL
                        ? all
                        : all.stream()
                                .filter(activity -> activity.worker() == wanted)
                                .toList()));
    }

    static CompletionStage<Outcome> threads(ShowThreads operation, Context context) {
        return rows(context.host().insides().threads());
    }

    static CompletionStage<Outcome> pools(ShowPools operation, Context context) {
        return rows(context.host().insides().pools());
    }

    static CompletionStage<Outcome> descriptors(ShowDescriptors operation, Context context) {
        return rows(context.host().insides().descriptors());
    }

    static CompletionStage<Outcome> libraries(ShowLibraries operation, Context context) {
        return rows(context.host().insides().libraries());
    }

    static CompletionStage<Outcome> facts(ShowDeveloperInfo operation, Context context) {
        return rows(context.host().insides().facts());
    }

    static CompletionStage<Outcome> profile(ShowProfiling operation, Context context) {
        return context.host().insides().profile().thenApply(Outcome::value);
    }

    static Outcome setProfiling(SetProfiling operation, Context context) {
        context.changing();
        context.host().insides().profile(operation.mode());
        context.changed("profiling of threads is " + operation.mode());
        return Outcome.OK;
    }

    static Outcome startupLogs(ShowStartupLogs operation, Context context) {
        return new Outcome.Rows(Cursor.of(context.host().insides().startupLogs().stream()
                .map(LogLine::new)
                .toList()));
    }

    static CompletionStage<Outcome> tasks(ShowTasks operation, Context context) {
        return rows(context.dataPlane().activity().thenApply(all -> tasks(all, context)));
    }

    private static List<TaskCount> tasks(List<WorkerActivity> all, Context context) {
        long checks = context.state().topology().backends().stream()
                .flatMap(backend -> backend.servers().stream())
                .filter(server -> server.settings().get(ServerSettings.CHECK))
                .count();
        return Stream.of(
                        new TaskCount("stream", sum(all.stream().map(WorkerActivity::streams))),
                        new TaskCount(
                                "connection",
                                context.state().process().connections().get()),
                        new TaskCount("timer", sum(all.stream().map(WorkerActivity::timers))),
                        new TaskCount("handed_over", sum(all.stream().map(WorkerActivity::pendingTasks))),
                        new TaskCount("check", checks))
                .filter(task -> task.count() > 0)
                .toList();
    }

    private static long sum(Stream<Long> numbers) {
        return numbers.mapToLong(Long::longValue).sum();
    }

    static Outcome errors(ShowErrors operation, Context context) {
        Topology topology = context.state().topology();
        String word = operation.proxy();
        boolean all = word.isEmpty() || word.equals("-1");
        int id = Selection.proxyId(topology, word);
        if (!all && id == 0) {
            return Outcome.refused(Reason.PROXY_NOT_FOUND, "No such proxy.");
        }
        List<BadMessage> found = new ArrayList<>();
        for (Proxy proxy : proxies(topology)) {
            BadMessage request = operation.direction() == ShowErrors.Direction.RESPONSE ? null : proxy.badRequest();
            BadMessage response = operation.direction() == ShowErrors.Direction.REQUEST ? null : proxy.badResponse();
            Stream.of(Optional.ofNullable(request), Optional.ofNullable(response))
                    .flatMap(Optional::stream)
                    .filter(message -> all || concerns(message, id))
                    .forEach(found::add);
        }
        return new Outcome.Rows(Cursor.of(found));
    }

    /** What came in by a frontend is told with it, whichever side it came from. */
    private static boolean concerns(BadMessage message, int id) {
        return message.proxy().id() == id || message.frontend().id() == id;
    }

    private static List<Proxy> proxies(Topology topology) {
        return Stream.<Proxy>concat(topology.frontends().stream(), topology.backends().stream())
                .sorted(Comparator.comparingInt(Proxy::id))
                .toList();
    }

    static Outcome rareEvents(ShowRareEvents operation, Context context) {
        return new Outcome.Rows(Cursor.of(context.state().process().rareCounts().counts()));
    }

    static Outcome resetRareEvents(ResetRareEvents operation, Context context) {
        context.changing();
        context.state().process().rareCounts().reset();
        context.changed("rare events counted from zero again");
        return Outcome.OK;
    }

    static CompletionStage<Outcome> fetch(FetchUri operation, Context context) {
        if (operation.method().isEmpty() || operation.uri().isEmpty()) {
            return refused(Reason.MISSING_ARGUMENT, "Can't start the HTTP client: not enough parameters.");
        }
        boolean sendable =
                METHODS.contains(operation.method()) && operation.uri().contains("://");
        return sendable
                ? context.host()
                        .insides()
                        .fetch(operation.method(), operation.uri())
                        .thenApply(Outcome::value)
                : refused(Reason.BAD_ARGUMENT, "Can't start the HTTP client.");
    }

    private static CompletionStage<Outcome> refused(Reason reason, String text) {
        return CompletableFuture.completedStage(Outcome.refused(reason, text));
    }

    static Outcome log(DebugLog operation, Context context) {
        context.changing();
        context.dataPlane().log(null, SYSLOG_INFO, operation.text());
        return Outcome.OK;
    }

    static Outcome exit(DebugExit operation, Context context) {
        context.changing();
        context.host().exit(operation.status());
        return Outcome.OK;
    }
}
