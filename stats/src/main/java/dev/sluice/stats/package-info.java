/**
 * Counters read out as rows: one schema of fields, rendered as CSV, typed text, JSON and Prometheus text.
 *
 * <p><b>Threads.</b> Everything here only reads {@link dev.sluice.state.RuntimeState}; rendering runs on the thread of whoever asks.
 */
@NullMarked
package dev.sluice.stats;

import org.jspecify.annotations.NullMarked;
