package dev.sluice.operation.process;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Waits for a time, or until something can be removed. */
public record Wait(Checked<Duration> delay, Checked<Condition> condition, CompletionStage<?> interrupted)
        implements Operation {}
