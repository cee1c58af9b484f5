package dev.sluice.state;

/**
 * What a worker has done and holds.
 *
 * @param worker its number, from 0
 * @param turns of its event loop so far
 * @param pendingTasks tasks that others handed to it and that wait
 * @param timers that are set
 * @param streams that live on it
 * @param idleBuffers buffers kept for the next stream
 * @param cpuNanos processor time that it used
 * @param allocatedBytes memory that its thread asked the virtual machine for
 */
public record WorkerActivity(
        int worker,
        long turns,
        long pendingTasks,
        long timers,
        long streams,
        long idleBuffers,
        long cpuNanos,
        long allocatedBytes) {}
