package dev.sluice.operation.process;

import dev.sluice.operation.Operation;

/** Ends the process: softly once its connections have ended, else at once. */
public record Stop(boolean soft) implements Operation {}
