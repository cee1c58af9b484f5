/**
 * Operations on backends. {@link dev.sluice.operation.backend.BackendOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.backend;

import org.jspecify.annotations.NullMarked;
