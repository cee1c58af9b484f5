package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Lists the threads of the process and what they are doing, as {@link ThreadReport}s. */
public record ShowThreads() implements Operation {}
