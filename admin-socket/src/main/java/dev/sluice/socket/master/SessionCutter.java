package dev.sluice.socket.master;

import dev.sluice.operation.Caller;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Door;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.session.ShowSessions;
import dev.sluice.operation.session.ShutdownSession;
import dev.sluice.state.StreamInfo;
import java.util.List;

/** Cuts what still runs when a hard reload asks for it: HAProxy's old worker takes its sessions with it. */
final class SessionCutter {
    private final Door door;
    private final Caller caller;

    SessionCutter(Door door, Caller caller) {
        this.door = door;
        this.caller = caller;
    }

    void cutAll() {
        door.submit(new ShowSessions(List.of()), caller).thenAccept(outcome -> {
            if (outcome instanceof Outcome.Rows rows) {
                for (Object row = rows.rows().next();
                        row != null;
                        row = rows.rows().next()) {
                    door.submit(new ShutdownSession(Checked.of(((StreamInfo) row).id())), caller);
                }
            }
        });
    }
}
