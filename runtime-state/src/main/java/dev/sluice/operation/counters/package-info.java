/**
 * Operations on counters. {@link dev.sluice.operation.counters.CounterOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.counters;

import org.jspecify.annotations.NullMarked;
