/**
 * Log lines, and the syslog servers and streams that they go to.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.log.TrafficLog} is what sessions write to; {@link dev.sluice.proxy.log.LogEntry} is one
 * line in the making.
 *
 * <p><b>Threads.</b> A worker writes a line's text in its own {@link dev.sluice.proxy.log.LogEntry} and puts a copy into a bounded queue; one thread adds
 * headers and sends. Where the queue is full the line is dropped and counted: a slow log never slows traffic.
 * Syslog servers of rings are sent to on the worker of the checks, by {@link dev.sluice.proxy.log.RingForwarder}.
 */
@NullMarked
package dev.sluice.proxy.log;

import org.jspecify.annotations.NullMarked;
