package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Writes out the counters of all objects that have a guid, for the next process to go on from; the answer is the state itself. */
public record DumpStatsFile() implements Operation {}
