package dev.sluice.operation;

import dev.sluice.config.Level;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.NameReports;
import dev.sluice.state.Observation;
import dev.sluice.state.PatternReports;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Takes what checks, name servers and rules find to the control thread. */
final class Reports implements CheckReports, NameReports {
    private final Caller checks = new Caller(Level.ADMIN, "check", "");
    private final Caller resolvers = new Caller(Level.ADMIN, "resolvers", "");
    private final Executor control;
    private final ServerStates servers;
    private final Revisions revisions;
    private final PatternReports rules;

    Reports(Executor control, ServerStates servers, Revisions revisions, PatternReports rules) {
        this.control = control;
        this.servers = servers;
        this.revisions = revisions;
        this.rules = rules;
    }

    @Override
    public void health(Server server, CheckResult result) {
        control.execute(() -> {
            if (servers.healthChecked(server, result)) {
                applied(checks, "health-check", "health check of server " + server + ": " + result.status());
            }
        });
    }

    @Override
    public void agent(Server server, CheckResult result, @Nullable String line) {
        control.execute(() -> {
            if (servers.agentChecked(server, result, line)) {
                applied(checks, "agent-check", "agent of server " + server + ": " + line);
            }
        });
    }

    @Override
    public void observed(Server server, int errors, Observation.Failure last) {
        control.execute(() -> {
            if (servers.observed(server, errors, last)) {
                applied(checks, "observe", "traffic of server " + server + ": " + errors + " errors in a row");
            }
        });
    }

    @Override
    public void afterwards(Runnable task) {
        // In a batch of its own, since what a batch changes is published at its end.
        control.execute(() -> control.execute(task));
    }

    @Override
    public NameReports names() {
        return this;
    }

    @Override
    public PatternReports patterns() {
        return rules;
    }

    @Override
    public void found(Server server, Place place) {
        control.execute(() -> {
            if (servers.resolved(server, place)) {
                applied(resolvers, "resolution", "server " + server + " is at " + place.host());
            }
        });
    }

    @Override
    public void lost(Server server, String cause) {
        control.execute(() -> {
            if (servers.unresolved(server, cause)) {
                applied(resolvers, "resolution", "server " + server + ": " + cause);
            }
        });
    }

    @Override
    public void named(Server server, String name, int port, int weight) {
        control.execute(() -> {
            if (servers.named(server, name, port, weight)) {
                applied(resolvers, "resolution", "server " + server + " is where " + name + " leads");
            }
        });
    }

    private void applied(Caller caller, String operation, String what) {
        revisions.applied(caller, operation, what, List.of());
    }
}
