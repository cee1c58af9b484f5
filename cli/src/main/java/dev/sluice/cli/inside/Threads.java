package dev.sluice.cli.inside;

import com.sun.management.ThreadMXBean;
import dev.sluice.operation.inspect.ThreadReport;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The threads of the process. */
final class Threads {
    /** Frames shown of a thread: enough to see what it does. */
    private static final int FRAMES_MAX = 16;

    private Threads() {}

    static ThreadMXBean bean() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    }

    /** All of them, the one that asks first. */
    static List<ThreadReport> all() {
        ThreadMXBean bean = bean();
        long asking = Thread.currentThread().getId();
        return Arrays.stream(bean.getThreadInfo(bean.getAllThreadIds(), FRAMES_MAX))
                .filter(Objects::nonNull)
                .map(info -> report(bean, info))
                .sorted(Comparator.comparing((ThreadReport thread) -> thread.id() != asking)
                        .thenComparing(ThreadReport::id))
                .toList();
    }

    private static ThreadReport report(ThreadMXBean bean, ThreadInfo info) {
        long id = info.getThreadId();
        return new ThreadReport(
                id,
                info.getThreadName(),
                info.getThreadState().name(),
                Math.max(0, bean.getThreadCpuTime(id)),
                Math.max(0, bean.getThreadAllocatedBytes(id)),
                info.getBlockedCount(),
                info.getWaitedCount(),
                Arrays.stream(info.getStackTrace())
                        .map(StackTraceElement::toString)
                        .toList());
    }
}
