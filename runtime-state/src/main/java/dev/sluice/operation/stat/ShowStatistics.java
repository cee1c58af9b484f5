package dev.sluice.operation.stat;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Lists who has statistics, in HAProxy's order, as {@link dev.sluice.state.Subject}s. */
public record ShowStatistics(Checked<Selection> selection) implements Operation {}
