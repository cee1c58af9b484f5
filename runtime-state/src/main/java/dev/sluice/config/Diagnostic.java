package dev.sluice.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing the parser has to say about the configuration.
 *
 * @param severity how bad it is; an {@link Severity#ALERT} makes the whole configuration unusable
 * @param location where, or null for what concerns no single line
 * @param text the message without severity and location, in the words that follow {@code parsing [file:line] : }
 */
public record Diagnostic(Severity severity, @Nullable Location location, String text) {
    /** How bad a remark is, in HAProxy's terms. */
    public enum Severity {
        /** An error: nothing is started or reloaded. */
        ALERT,
        /** Suspicious, but usable. */
        WARNING,
        /** Worth knowing. */
        NOTICE,
        /** Shown only when diagnostics were asked for ({@code -dD}). */
        DIAG
    }
}
