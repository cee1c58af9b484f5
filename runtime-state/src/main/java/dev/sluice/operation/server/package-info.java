/**
 * Operations on servers. {@link dev.sluice.operation.server.ServerOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.server;

import org.jspecify.annotations.NullMarked;
