/**
 * Operations that look at the program's own insides: workers, memory, descriptors, what was refused. {@link
 * dev.sluice.operation.inspect.InspectOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says. {@link
 * dev.sluice.operation.inspect.Insides} is asked on any thread and answers on one of its own.
 */
@NullMarked
package dev.sluice.operation.inspect;

import org.jspecify.annotations.NullMarked;
