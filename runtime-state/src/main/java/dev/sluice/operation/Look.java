package dev.sluice.operation;

import dev.sluice.state.Clock;
import dev.sluice.state.DataPlane;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.ServerStates;
import dev.sluice.state.Told;
import java.util.List;
import java.util.concurrent.Executor;

/** What the handler of a look works with. */
class Look implements Context {
    private final Parts parts;
    private final Caller caller;

    Look(Parts parts, Caller caller) {
        this.parts = parts;
        this.caller = caller;
    }

    /** What all handlers of a program work with. */
    record Parts(
            RuntimeState state,
            ServerStates servers,
            DataPlane dataPlane,
            Clock clock,
            Host host,
            Executor control,
            Revisions revisions,
            CommandCounts counts) {}

    @Override
    public RuntimeState state() {
        return parts.state();
    }

    @Override
    public ServerStates servers() {
        return parts.servers();
    }

    @Override
    public Told told() {
        return parts.servers().told();
    }

    @Override
    public DataPlane dataPlane() {
        return parts.dataPlane();
    }

    @Override
    public Clock clock() {
        return parts.clock();
    }

    @Override
    public Host host() {
        return parts.host();
    }

    @Override
    public Events events() {
        return parts.revisions().events();
    }

    @Override
    public Executor control() {
        return parts.control();
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public void changing() {
        throw new IllegalStateException("a look changes nothing");
    }

    @Override
    public final void changed(String what) {
        changed(what, List.of());
    }

    @Override
    public void changed(String what, List<Change> resources) {
        throw new IllegalStateException("a look changes nothing: " + what);
    }

    @Override
    public void barrier() {
        throw new IllegalStateException("a look waits for nobody");
    }
}
