/**
 * Operations on those who are asked for names. {@link dev.sluice.operation.resolver.ResolverOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.resolver;

import org.jspecify.annotations.NullMarked;
