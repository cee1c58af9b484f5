package dev.sluice.operation.process;

import dev.sluice.operation.Context;
import dev.sluice.operation.Outcome;
import java.util.concurrent.CompletionStage;

/** Waits. */
final class WaitHandler {
    private WaitHandler() {}

    static CompletionStage<Outcome> start(Wait operation, Context context) {
        throw new UnsupportedOperationException("wait");
    }
}
