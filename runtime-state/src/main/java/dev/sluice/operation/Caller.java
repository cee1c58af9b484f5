package dev.sluice.operation;

import dev.sluice.config.Level;

/**
 * Who knocks.
 *
 * @param level what they may do
 * @param surface {@code socket}, {@code grpc}, {@code http}, {@code signal}, {@code start}
 * @param identity what is known of them, such as {@code uid=0 pid=123} or a certificate's subject
 */
public record Caller(Level level, String surface, String identity) {
    /** The program itself. */
    public static final Caller INTERNAL = new Caller(Level.ADMIN, "internal", "sluice");
}
