/**
 * What the proxy is right now: frontends, backends, their servers, and what each of them counts.
 *
 * <p><b>Threads.</b> One thread writes: the control thread, in methods marked {@link dev.sluice.state.ControlThread}. Every
 * thread may read; what traffic decides on is published as immutable views ({@link dev.sluice.state.Backend#view()}), and reading
 * one never waits. Gauges and counters are written by traffic, see {@link dev.sluice.state.Gauge} and
 * {@link dev.sluice.state.CounterSet}.
 */
@NullMarked
package dev.sluice.state;

import org.jspecify.annotations.NullMarked;
