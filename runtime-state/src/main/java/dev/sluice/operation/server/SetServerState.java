package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Reason;

/** Sets a server's administrative state. */
public record SetServerState(ServerRef server, Checked<Wanted> state) implements Operation {
    /** What an operator wants of a server. */
    public enum Wanted {
        READY,
        DRAIN,
        MAINT
    }

    /** From a word. */
    public static Checked<Wanted> parse(String word) {
        return switch (word) {
            case "ready" -> Checked.of(Wanted.READY);
            case "drain" -> Checked.of(Wanted.DRAIN);
            case "maint" -> Checked.of(Wanted.MAINT);
            default ->
                Checked.refused(Reason.BAD_ARGUMENT, "'set server <srv> state' expects 'ready', 'drain' and 'maint'.");
        };
    }
}
