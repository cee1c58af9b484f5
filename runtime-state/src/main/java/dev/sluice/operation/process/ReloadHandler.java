package dev.sluice.operation.process;

import dev.sluice.operation.Context;
import dev.sluice.operation.Outcome;
import java.util.concurrent.CompletionStage;

/** Reloads. */
final class ReloadHandler {
    private ReloadHandler() {}

    static CompletionStage<Outcome> reload(Reload operation, Context context) {
        throw new UnsupportedOperationException("reload");
    }
}
