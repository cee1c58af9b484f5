package dev.sluice.operation.drain;

import dev.sluice.operation.Change;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.AdminState;
import dev.sluice.state.Drain;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Handles operations on drains. */
final class DrainHandlers {
    private DrainHandlers() {}

    static Outcome drain(DrainServer operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> operation.ending().then(ending -> drain(context, server, ending, operation.force())));
    }

    private static Outcome drain(Context context, Server server, Ending ending, boolean force) {
        if ((server.adminState() & AdminState.MAINT) != 0) {
            return Outcome.refused(Reason.SERVER_IN_MAINTENANCE, "The server is in maintenance, it serves nobody.");
        }
        if (!force && leavesNobody(server)) {
            return Outcome.refused(
                    Reason.LAST_SERVER, "No other server could serve in its place; 'force' drains it all the same.");
        }
        context.changing();
        Drain.Plan plan = plan(ending, context);
        context.state().drains().of(server).ifPresent(earlier -> DrainWatch.endIfOverruled(earlier, context));
        Optional<Drain> present = context.state().drains().of(server);
        context.barrier();
        if (present.isPresent()) {
            Drain drain = present.get();
            if (!drain.report().plan().equals(plan)) {
                drain.report(drain.report().with(plan));
                context.changed("drain of server " + server + " ends otherwise", List.of(change(server, true)));
            }
            return Outcome.value(drain);
        }
        boolean drainedBefore = (server.adminState() & AdminState.FORCED_DRAIN) != 0;
        int sessions = server.sessions().get();
        Drain drain = new Drain(
                server,
                drainedBefore,
                new Drain.Report(
                        server,
                        Drain.Phase.DRAINING,
                        sessions,
                        sessions,
                        0,
                        context.clock().millis(),
                        plan,
                        context.caller().identity()));
        context.servers().drain(server);
        context.state().drains().add(drain);
        context.changed("server " + server + " drains", List.of(change(server, true)));
        new DrainWatch(drain, context).begin();
        return Outcome.value(drain);
    }

    /** A drain as a resource of its own. */
    static Change change(Server server, boolean there) {
        String name = "backends/" + server.backend().name() + "/servers/" + server.name() + "/drain";
        return Change.of(there ? Change.Kind.UPDATED : Change.Kind.REMOVED, name);
    }

    private static Drain.Plan plan(Ending ending, Context context) {
        Duration deadline = ending.deadline();
        long due = deadline == null ? 0 : context.clock().millis() + deadline.toMillis();
        return new Drain.Plan(due, ending.end(), ending.killRate());
    }

    /** Whether some backend would have no server left that could serve: its own, or that of one which follows it. */
    private static boolean leavesNobody(Server server) {
        Set<Server> leaving = new HashSet<>();
        Deque<Server> open = new ArrayDeque<>(List.of(server));
        while (!open.isEmpty()) {
            Server next = open.remove();
            if (leaving.add(next)) {
                open.addAll(next.trackers());
            }
        }
        return leaving.stream()
                .filter(ServerStates::isUsable)
                .anyMatch(last -> last.backend().servers().stream()
                        .noneMatch(other -> !leaving.contains(other) && ServerStates.isUsable(other)));
    }

    static Outcome cancel(CancelDrain operation, Context context) {
        return Find.anyServer(context, operation.server()).then(server -> {
            Optional<Drain> found = context.state().drains().of(server);
            if (found.isEmpty()) {
                return Outcome.refused(Reason.DRAIN_NOT_FOUND, "No drain of this server is under way.");
            }
            context.changing();
            Drain drain = found.get();
            boolean drains = (server.adminState() & AdminState.FORCED_DRAIN) != 0;
            if (drains && !drain.drainedBefore()) {
                context.servers().ready(server);
            }
            context.state().drains().remove(drain);
            Drain.Report report = drain.report();
            drain.report(report.at(Drain.Phase.CANCELLED, server.sessions().get(), report.cut()));
            context.changed("drain of server " + server + " cancelled", List.of(change(server, false)));
            return Outcome.OK;
        });
    }

    static Outcome show(ShowDrains operation, Context context) {
        return new Outcome.Rows(Cursor.of(
                context.state().drains().all().stream().map(Drain::report).toList()));
    }
}
