package dev.sluice.proxy.compress;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.config.CompressionSpec.Algorithm;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Settings;
import dev.sluice.state.ProcessState;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Lends encoders to the bodies of one worker, within the limits of the process. */
public final class Encoders {
    /** What zlib takes for its largest window and its usual tables. */
    private static final int BYTES_OF_ONE = 268 * 1024;
    /** So many of each kind wait for use: making one costs more than a small body, and each is a quarter of a megabyte. */
    private static final int SPARE_MAX = 8;

    private static final long SECOND_MILLIS = 1000;
    private static final int LOWEST_LEVEL = 1;
    private static final int PERCENT = 100;

    private final ProcessState process;
    private final Deque<Deflater> wrapped = new ArrayDeque<>();
    private final Deque<Deflater> raw = new ArrayDeque<>();
    private long lookedMillis = Long.MIN_VALUE;
    private int busyPercent;

    /** Nothing is lent. */
    public Encoders(ProcessState process) {
        this.process = process;
    }

    /** An encoder; null where the process takes in, computes or remembers as much as it may. */
    public @Nullable Encoder take(Algorithm algorithm, Settings global, long nowMillis) {
        if (isTooFast(nowMillis) || isTooBusy(global.get(GlobalSettings.MAX_COMPRESSION_CPU), nowMillis)) {
            return null;
        }
        if (algorithm == Algorithm.IDENTITY) {
            return new Encoder(algorithm, null);
        }
        long most = (long) global.get(GlobalSettings.MAX_COMPRESSION_MEMORY) << 20;
        boolean isRaw = algorithm != Algorithm.DEFLATE;
        Deflater spare = (isRaw ? raw : wrapped).poll();
        if (spare == null && most > 0 && process.compression().memoryBytes() + BYTES_OF_ONE > most) {
            return null;
        }
        int level = global.get(GlobalSettings.COMPRESSION_LEVEL);
        if (spare == null) {
            process.compression().uses(BYTES_OF_ONE);
            spare = new Deflater(level, isRaw);
        } else {
            spare.setLevel(level);
        }
        return new Encoder(algorithm, spare);
    }

    /** Whether more than allowed was taken in of late. */
    private boolean isTooFast(long nowMillis) {
        int limit = process.compressionRateLimit();
        return limit > 0 && process.compression().rateIn().perSecond(nowMillis) >= limit;
    }

    private boolean isTooBusy(int most, long nowMillis) {
        if (most == PERCENT) {
            return false;
        }
        if (nowMillis - lookedMillis >= SECOND_MILLIS || lookedMillis == Long.MIN_VALUE) {
            lookedMillis = nowMillis;
            OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            double load = machine.getProcessCpuLoad() * machine.getAvailableProcessors();
            int workers = Math.max(1, process.identity().threads());
            busyPercent = (int) Math.round(PERCENT * Math.min(1, Math.max(0, load / workers)));
        }
        return busyPercent > most;
    }

    /** How hard a body that was at {@code level} is compressed from now on: less hard while too much is taken in, harder otherwise. */
    public int levelAfter(int level, Settings global, long nowMillis) {
        boolean slower = isTooFast(nowMillis);
        return slower
                ? Math.max(LOWEST_LEVEL, level - 1)
                : Math.min(global.get(GlobalSettings.COMPRESSION_LEVEL), level + 1);
    }

    /** Takes one back. */
    public void release(Encoder encoder) {
        Deflater deflater = encoder.deflater();
        if (deflater == null) {
            return;
        }
        Deque<Deflater> spares = encoder.algorithm() == Algorithm.DEFLATE ? wrapped : raw;
        if (spares.size() < SPARE_MAX) {
            deflater.reset();
            spares.push(deflater);
        } else {
            deflater.end();
            process.compression().uses(-BYTES_OF_ONE);
        }
    }
}
