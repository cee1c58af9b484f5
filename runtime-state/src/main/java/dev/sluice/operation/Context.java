package dev.sluice.operation;

import dev.sluice.state.Clock;
import dev.sluice.state.DataPlane;
import dev.sluice.state.Membership;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.ServerStates;
import dev.sluice.state.Told;
import java.util.List;
import java.util.concurrent.Executor;

/** What a handler works with. */
public interface Context {
    /** The state. */
    RuntimeState state();

    /** The data plane. */
    DataPlane dataPlane();

    /** The time. */
    Clock clock();

    /** Who asked. */
    Caller caller();

    /** What changes servers and backends; it publishes what it touched once, at the end of the batch. */
    ServerStates servers();

    /** Where proxies, servers and listeners come and go; asking for it says that the change begins, as with {@link #servers()}. */
    default Membership membership() {
        return new Membership(state(), servers(), dataPlane(), clock());
    }

    /** What was told of servers; asking for it changes nothing. */
    Told told();

    /** The program around. */
    Host host();

    /** The newest changes. */
    Events events();

    /** Runs tasks on the control thread, for what a slow change does once it need not wait any more. */
    Executor control();

    /**
     * Says that all checks have passed and the change begins: a dry run ends here. A handler calls it before the first thing that it
     * changes; asking for {@link #servers()} says the same.
     */
    void changing();

    /** Says that something has changed, so that it gets a revision; {@code what} becomes the event's text. */
    void changed(String what);

    /** The same of resources that are neither servers nor proxies, which are found out anyway. */
    void changed(String what, List<Change> resources);

    /** Has the answer wait until no worker holds an older view. */
    void barrier();
}
