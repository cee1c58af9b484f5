package dev.sluice.state;

import dev.sluice.config.BindSettings;
import dev.sluice.config.ProxySettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Brings frontends to a plan. */
final class FrontendChanges {
    private final Plan plan;
    private final DataPlane dataPlane;
    private final int processMaxconn;
    private final boolean keep;
    private int closed;
    private int kept;
    private int dropped;
    private CompletionStage<Integer> connectionsClosed = CompletableFuture.completedStage(0);

    FrontendChanges(Plan plan, DataPlane dataPlane, int processMaxconn, boolean keep) {
        this.plan = plan;
        this.dataPlane = dataPlane;
        this.processMaxconn = processMaxconn;
        this.keep = keep;
    }

    int closed() {
        return closed;
    }

    int kept() {
        return kept;
    }

    int dropped() {
        return dropped;
    }

    /** Completes with how many client connections lost their frontend and were closed. */
    CompletionStage<Integer> connectionsClosed() {
        return connectionsClosed;
    }

    void apply() {
        plan.frontends().forEach(this::apply);
        for (Frontend frontend : plan.removedFrontends()) {
            frontend.status(Frontend.Status.STOP);
            frontend.listeners().forEach(this::close);
            connectionsClosed = connectionsClosed.thenCombine(dataPlane.proxyRemoved(frontend), Integer::sum);
        }
    }

    private void apply(Plan.FrontendSide side) {
        Frontend frontend = side.proxy();
        boolean changedState = !side.isNew() && Overrides.state(frontend);
        boolean changedLimit = !side.isNew() && frontend.maxconn() != frontend.configuredMaxconn();
        frontend.dynamic(frontend.isDynamic() && side.spec().equals(frontend.spec()));
        frontend.spec(side.spec());
        frontend.id(side.id());
        int asked = side.spec().settings().get(ProxySettings.MAXCONN);
        frontend.configuredMaxconn(asked > 0 ? asked : processMaxconn);
        for (Plan.ListenerStep step : side.listeners()) {
            step.listener()
                    .dynamic(step.listener().isDynamic()
                            && step.spec().equals(step.listener().spec()));
            step.listener().configure(step.spec(), step.id(), step.name());
            step.listener().maxconn(step.spec().settings().get(BindSettings.MAXCONN));
        }
        frontend.listeners(
                side.listeners().stream().map(Plan.ListenerStep::listener).toList());
        side.removed().forEach(this::close);
        if (!count(changedLimit)) {
            frontend.maxconn(frontend.configuredMaxconn());
        }
        if (!count(changedState)) {
            state(frontend, side.isNew());
        }
    }

    /** Whether a runtime change stays. */
    private boolean count(boolean changed) {
        if (changed && keep) {
            kept++;
        } else if (changed) {
            dropped++;
        }
        return changed && keep;
    }

    private void state(Frontend frontend, boolean isNew) {
        boolean stopped = frontend.settings().get(ProxySettings.DISABLED);
        if (stopped) {
            if (!isNew && frontend.status() != Frontend.Status.STOP) {
                frontend.listeners().forEach(this::close);
            }
            frontend.status(Frontend.Status.STOP);
        } else if (frontend.status() == Frontend.Status.PAUSED) {
            frontend.status(Frontend.Status.OPEN);
            frontend.listeners().forEach(listener -> {
                var unused = dataPlane.resume(listener);
            });
        } else if (isNew) {
            frontend.status(Frontend.Status.OPEN);
        }
    }

    private void close(Listener listener) {
        closed++;
        var unused = dataPlane.close(listener);
    }
}
