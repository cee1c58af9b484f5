package dev.sluice.state;

/**
 * A variable of the process.
 *
 * @param name with its scope, {@code proc.x}
 * @param type such as {@code str} or {@code sint}
 * @param value as text; one character for each byte
 */
public record ProcessVariable(String name, String type, String value) {}
