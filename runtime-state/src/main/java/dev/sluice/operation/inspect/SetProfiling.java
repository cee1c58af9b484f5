package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Begins or ends to profile. */
public record SetProfiling(Mode mode) implements Operation {
    /** Whether it is profiled. */
    public enum Mode {
        /** From now on, everything before forgotten. */
        ON,
        /** As before; what was gathered stays. */
        AUTO,
        /** No more; what was gathered stays. */
        OFF
    }
}
