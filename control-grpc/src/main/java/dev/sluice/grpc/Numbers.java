package dev.sluice.grpc;

import dev.sluice.operation.Reason;

/** Reads numbers of requests, which are unsigned on the wire. */
final class Numbers {
    private Numbers() {}

    /** A limit: 0 to 2147483647. */
    static int limit(String field, int unsigned) {
        return limit(field, Integer.toUnsignedLong(unsigned));
    }

    /** A limit: 0 to 2147483647. */
    static int limit(String field, long unsigned) {
        if (unsigned < 0 || unsigned > Integer.MAX_VALUE) {
            throw Errors.of(
                    Reason.VALUE_OUT_OF_RANGE,
                    field + ": " + Long.toUnsignedString(unsigned) + " (expected: 0..2147483647)",
                    Subject.field(field));
        }
        return (int) unsigned;
    }
}
