package dev.sluice.operation.inspect;

/**
 * A part of the process's memory.
 *
 * @param name which
 * @param unitBytes size of its pieces; 1 where it has none
 * @param reserved pieces that it holds
 * @param used of these, pieces in use
 * @param cached of these, pieces kept by threads for their next use
 * @param users threads or arenas that share it
 */
public record MemoryPool(String name, long unitBytes, long reserved, long used, long cached, long users) {
    /** Bytes that it holds. */
    public long reservedBytes() {
        return reserved * unitBytes;
    }

    /** Bytes in use. */
    public long usedBytes() {
        return used * unitBytes;
    }
}
