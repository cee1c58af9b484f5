package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Lists commands for programs. */
public record ShowCommands() implements Operation {}
