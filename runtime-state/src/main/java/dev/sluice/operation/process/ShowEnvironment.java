package dev.sluice.operation.process;

import dev.sluice.operation.Operation;

/** Lists the environment, as {@link Variable}s; an empty name stands for all. */
public record ShowEnvironment(String name) implements Operation {}
