package dev.sluice.operation.text;

import dev.sluice.config.Level;
import dev.sluice.operation.Operation;

/** Lowers the level of the text connection. */
public record LowerLevel(Level level) implements Operation {}
