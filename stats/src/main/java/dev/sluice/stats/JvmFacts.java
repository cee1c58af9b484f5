package dev.sluice.stats;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.sluice.state.RuntimeState;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.PlatformManagedObject;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What the Java machine knows of the process; what only the program knows is handed in. Any thread may ask. */
public final class JvmFacts implements ProcessFacts {
    /** Stands in where the system does not tell; what Linux allows at most by default. */
    private static final long NO_LIMIT_KNOWN = 1_048_576;

    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final RuntimeState state;
    private final String hostName;
    private final long bootMillis;
    private final LongSupplier warnings;
    private final IntSupplier adminListeners;
    private final IntSupplier adminConnections;

    /** Facts of this process. */
    public JvmFacts(
            RuntimeState state,
            String hostName,
            long bootMillis,
            LongSupplier warnings,
            IntSupplier adminListeners,
            IntSupplier adminConnections) {
        this.state = state;
        this.hostName = hostName;
        this.bootMillis = bootMillis;
        this.warnings = warnings;
        this.adminListeners = adminListeners;
        this.adminConnections = adminConnections;
    }

    @Override
    public String hostName() {
        return hostName;
    }

    @Override
    public long descriptorLimit() {
        PlatformManagedObject bean = machine;
        return bean instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : NO_LIMIT_KNOWN;
    }

    @Override
    public long memoryLimitBytes() {
        return 0;
    }

    @Override
    public long memoryReservedBytes() {
        return heap().getCommitted() + outside().getCommitted() + direct(true);
    }

    @Override
    public long memoryUsedBytes() {
        return heap().getUsed() + outside().getUsed() + direct(false);
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    private static MemoryUsage outside() {
        return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    }

    private static long direct(boolean reserved) {
        long sum = 0;
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            sum += Math.max(0, reserved ? pool.getTotalCapacity() : pool.getMemoryUsed());
        }
        return sum;
    }

    /** Client connections and streams, which each have their timeout, and the admin connections. */
    @Override
    public long tasks() {
        return (long) state.process().connections().get()
                + state.process().streams().get()
                + adminConnections();
    }

    /** Not known: an event loop takes all that is ready in one turn. */
    @Override
    public long runnableTasks() {
        return 0;
    }

    @Override
    public int idlePercent() {
        double load = machine.getProcessCpuLoad();
        if (Double.isNaN(load) || load < 0) {
            return 100;
        }
        double busyWorkers = load * machine.getAvailableProcessors();
        int workers = Math.max(1, state.process().identity().threads());
        return (int) Math.round(100 * (1 - Math.min(1, busyWorkers / workers)));
    }

    @Override
    public long bootMillis() {
        return bootMillis;
    }

    @Override
    public long warnings() {
        return warnings.getAsLong();
    }

    @Override
    public int adminListeners() {
        return adminListeners.getAsInt();
    }

    @Override
    public int adminConnections() {
        return adminConnections.getAsInt();
    }
}
