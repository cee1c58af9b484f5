package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;

/** What {@code set server … health} makes of a server. */
public enum HealthWord {
    UP,
    STOPPING,
    DOWN;

    /** From a word. */
    public static Checked<HealthWord> parse(String word) {
        return switch (word) {
            case "up" -> Checked.of(UP);
            case "stopping" -> Checked.of(STOPPING);
            case "down" -> Checked.of(DOWN);
            default ->
                Checked.refused(Reason.BAD_ARGUMENT, "'set server <srv> health' expects 'up', 'stopping', or 'down'.");
        };
    }
}
