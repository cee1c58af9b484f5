package dev.sluice.operation.inspect;

import java.util.List;

/**
 * A thread.
 *
 * @param id its number in the virtual machine
 * @param name its name
 * @param state what the virtual machine calls what it does
 * @param cpuNanos processor time that it used
 * @param allocatedBytes memory that it asked for
 * @param blocked times that it waited for a lock
 * @param waited times that it waited for something else
 * @param frames where it is, innermost first
 */
public record ThreadReport(
        long id,
        String name,
        String state,
        long cpuNanos,
        long allocatedBytes,
        long blocked,
        long waited,
        List<String> frames) {
    /** Keeps a copy of the list. */
    public ThreadReport {
        frames = List.copyOf(frames);
    }
}
