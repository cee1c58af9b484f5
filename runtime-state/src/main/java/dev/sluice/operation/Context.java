package dev.sluice.operation;

import dev.sluice.state.Backend;
import dev.sluice.state.Clock;
import dev.sluice.state.DataPlane;
import dev.sluice.state.RuntimeState;

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

    /** Says that something has changed, so that it gets a revision; {@code what} becomes the event's text. */
    void changed(String what);

    /** Has the backend's view published once, at the end of the batch. */
    void touched(Backend backend);

    /** Has the answer wait until no worker holds an older view. */
    void barrier();
}
