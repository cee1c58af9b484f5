/**
 * Operations on statistics. {@link dev.sluice.operation.stat.StatOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.stat;

import org.jspecify.annotations.NullMarked;
