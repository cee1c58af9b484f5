package dev.sluice.operation.session;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import java.util.List;

/** Lists live streams, as {@link dev.sluice.state.StreamInfo}s; all criteria must hold. */
public record ShowSessions(List<Checked<Criterion>> criteria) implements Operation {
    /** Keeps a copy of the list. */
    public ShowSessions {
        criteria = List.copyOf(criteria);
    }
}
