/**
 * Operations on frontends. {@link dev.sluice.operation.frontend.FrontendOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.frontend;

import org.jspecify.annotations.NullMarked;
