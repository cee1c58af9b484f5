/**
 * Operations on sessions. {@link dev.sluice.operation.session.SessionOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.session;

import org.jspecify.annotations.NullMarked;
