/**
 * The workers: event loops that share nothing, each with its own time, timers and buffers.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.worker.Worker}; {@link dev.sluice.proxy.worker.Timer} for whatever expires.
 *
 * <p><b>Threads.</b> What belongs to a worker is touched by its thread alone; {@link dev.sluice.proxy.worker.Worker#execute} is the way in
 * from elsewhere.
 */
@NullMarked
package dev.sluice.proxy.worker;

import org.jspecify.annotations.NullMarked;
