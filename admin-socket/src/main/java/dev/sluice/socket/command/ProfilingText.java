package dev.sluice.socket.command;

import dev.sluice.operation.Numbers;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.inspect.Profile;
import dev.sluice.operation.inspect.SetProfiling;
import java.util.Comparator;
import java.util.Locale;

/** What {@code show profiling} tells. */
final class ProfilingText {
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;

    private ProfilingText() {}

    static Reply profile(Outcome outcome, Words words, Speaker speaker) {
        Profile profile = Values.of(outcome, Profile.class);
        boolean status = !words.contains("tasks") && !words.contains("memory");
        boolean tasks = !words.contains("status");
        int lines = words.list().stream()
                .mapToInt(Numbers::atoi)
                .filter(number -> number > 0)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        StringBuilder text = new StringBuilder();
        if (status) {
            String mode = mode(profile.mode());
            text.append(String.format(
                    Locale.ROOT,
                    "Per-task CPU profiling              : %-13s # set profiling tasks {on|auto|off}\n",
                    mode));
            text.append("Memory usage profiling              : off           # set profiling memory {on|off}\n");
        }
        if (tasks) {
            table(text, profile, lines);
        }
        return Reply.data(text.toString());
    }

    private static String mode(SetProfiling.Mode mode) {
        return switch (mode) {
            case ON -> "on";
            case AUTO -> "auto-off";
            case OFF -> "off";
        };
    }

    private static void table(StringBuilder text, Profile profile, int lines) {
        text.append(String.format(
                Locale.ROOT,
                "Tasks activity over %.3f sec till %.3f sec ago:\n",
                (profile.sinceMillis() - profile.untilMillis()) / 1e3,
                profile.untilMillis() / 1e3));
        text.append("  function                      calls   cpu_tot   cpu_avg   mem_tot   mem_avg\n");
        profile.shares().stream()
                .sorted(Comparator.comparingLong(Profile.Share::cpuNanos).reversed())
                .limit(lines)
                .forEach(share -> text.append(String.format(
                        Locale.ROOT,
                        "  %-25s %9d %9s %9s %9s %9s\n",
                        share.thread(),
                        share.waits(),
                        duration(share.cpuNanos()),
                        duration(each(share.cpuNanos(), share.waits())),
                        size(share.allocatedBytes()),
                        size(each(share.allocatedBytes(), share.waits())))));
    }

    private static long each(long sum, long count) {
        return count == 0 ? sum : sum / count;
    }

    private static String duration(long nanos) {
        if (nanos < MICRO) {
            return nanos == 0 ? "-" : String.format(Locale.ROOT, "%.1fns", (double) nanos);
        }
        if (nanos < MILLI) {
            return String.format(Locale.ROOT, "%.2fus", nanos / MICRO);
        }
        return nanos < SECOND
                ? String.format(Locale.ROOT, "%.2fms", nanos / MILLI)
                : String.format(Locale.ROOT, "%.2fs", nanos / SECOND);
    }

    private static String size(long bytes) {
        return bytes == 0 ? "-" : bytes < 10_240 ? bytes + "B" : bytes / 1024 + "kB";
    }
}
