package dev.sluice.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code stick} line.
 *
 * @param kind when it looks and when it learns
 * @param expression the words of the sample expression
 * @param table the table's name; empty for the proxy's own
 * @param condition null for always
 * @param location its line
 */
public record StickRule(
        Kind kind,
        List<String> expression,
        String table,
        @Nullable Condition condition,
        Location location) {
    /** Keeps a copy of the list. */
    public StickRule {
        expression = List.copyOf(expression);
    }

    /** What a rule does. */
    public enum Kind {
        ON,
        MATCH,
        STORE_REQUEST,
        STORE_RESPONSE;

        /** Whether it looks for a server. */
        public boolean isMatch() {
            return this == ON || this == MATCH;
        }

        /** Whether it learns from a request. */
        public boolean isStoreRequest() {
            return this == ON || this == STORE_REQUEST;
        }
    }
}
