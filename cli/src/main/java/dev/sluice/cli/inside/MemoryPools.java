package dev.sluice.cli.inside;

import dev.sluice.operation.inspect.MemoryPool;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the memory of the process goes: the virtual machine's pools, buffers outside the heap, Netty's arenas. */
final class MemoryPools {
    private MemoryPools() {}

    static List<MemoryPool> all() {
        List<MemoryPool> pools = new ArrayList<>();
        PooledByteBufAllocatorMetric netty = PooledByteBufAllocator.DEFAULT.metric();
        arenas(pools, "netty_direct", netty.directArenas(), netty);
        arenas(pools, "netty_heap", netty.heapArenas(), netty);
        long unpooled = Math.max(0, PlatformDependent.usedDirectMemory());
        pools.add(new MemoryPool("netty_no_cleaner", 1, unpooled, unpooled, 0, 1));
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getUsage();
            if (usage != null) {
                pools.add(
                        new MemoryPool(name("jvm_" + pool.getName()), 1, usage.getCommitted(), usage.getUsed(), 0, 1));
            }
        }
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            pools.add(new MemoryPool(
                    name("buffers_" + pool.getName()),
                    1,
                    Math.max(0, pool.getTotalCapacity()),
                    Math.max(0, pool.getMemoryUsed()),
                    0,
                    pool.getCount()));
        }
        return pools;
    }

    private static void arenas(
            List<MemoryPool> pools, String name, List<PoolArenaMetric> arenas, PooledByteBufAllocatorMetric netty) {
        for (int i = 0; i < arenas.size(); i++) {
            PoolArenaMetric arena = arenas.get(i);
            long chunks = arena.chunkLists().stream()
                    .mapToLong(list -> {
                        long count = 0;
                        for (var unused : list) {
                            count++;
                        }
                        return count;
                    })
                    .sum();
            long used = (arena.numActiveBytes() + netty.chunkSize() - 1) / netty.chunkSize();
            pools.add(new MemoryPool(
                    name + i, netty.chunkSize(), Math.max(chunks, used), used, 0, arena.numThreadCaches()));
        }
    }

    private static String name(String name) {
        return name.replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(Locale.ROOT);
    }
}
