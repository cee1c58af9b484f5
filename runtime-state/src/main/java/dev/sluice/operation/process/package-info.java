/**
 * Operations on the process as a whole. {@link dev.sluice.operation.process.ProcessOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.process;

import org.jspecify.annotations.NullMarked;
