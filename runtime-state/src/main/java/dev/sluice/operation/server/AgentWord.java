package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;

/** What {@code set server … agent} has the agent say. */
public enum AgentWord {
    UP,
    DOWN;

    /** From a word. */
    public static Checked<AgentWord> parse(String word) {
        return switch (word) {
            case "up" -> Checked.of(UP);
            case "down" -> Checked.of(DOWN);
            default -> Checked.refused(Reason.BAD_ARGUMENT, "'set server <srv> agent' expects 'up' or 'down'.");
        };
    }
}
