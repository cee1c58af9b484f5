package dev.sluice.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.sluice.operation.Reason;
import dev.sluice.state.ProcessState;

/** Times as messages. Moments on the program's own clock are told relative to its start, so that the same moment always reads the same. */
final class Times {
    private static final int MILLIS = 1000;
    /** Ten thousand years, as {@link Duration} has it. */
    private static final long MAX_SECONDS = 315_576_000_000L;

    private static final int NANOS_OF_MILLI = 1_000_000;

    private final ProcessState.Identity process;

    Times(ProcessState.Identity process) {
        this.process = process;
    }

    /** A moment on the program's own clock. */
    Timestamp timestamp(long millis) {
        return wall(process.startWallMillis() + millis - process.startMillis());
    }

    /** A moment since 1970. */
    static Timestamp wall(long millis) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(millis, (long) MILLIS))
                .setNanos(Math.floorMod(millis, MILLIS) * NANOS_OF_MILLI)
                .build();
    }

    /** A span of time, not below 0. */
    static Duration duration(long millis) {
        return Duration.newBuilder()
                .setSeconds(millis / MILLIS)
                .setNanos((int) (millis % MILLIS) * NANOS_OF_MILLI)
                .build();
    }

    /** Milliseconds of a span of time that a field gives, within limits. */
    static long between(String field, Duration duration, long least, long most) {
        long millis = millis(duration);
        if (millis < least || millis > most) {
            throw Errors.of(
                    Reason.VALUE_OUT_OF_RANGE,
                    field + ": " + millis + " ms (expected: " + least + ".." + most + " ms)",
                    Subject.field(field));
        }
        return millis;
    }

    /** Whole milliseconds of a span of time, rounded down. */
    static long millis(Duration duration) {
        return Math.addExact(
                Math.multiplyExact(Math.max(-MAX_SECONDS, Math.min(duration.getSeconds(), MAX_SECONDS)), (long) MILLIS),
                duration.getNanos() / NANOS_OF_MILLI);
    }
}
