package dev.sluice.operation;

import dev.sluice.config.Level;

/**
 * A socket that commands come in by.
 *
 * @param address as {@code show cli sockets} prints it, such as {@code unix@/run/sluice.sock}
 * @param level what its callers may do
 */
public record AdminSocket(String address, Level level) {}
