package dev.sluice.operation.inspect;

/** A line that was logged. */
public record LogLine(String text) {}
