/**
 * Operations on the text connection, which concern nothing else. {@link dev.sluice.operation.text.TextOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.text;

import org.jspecify.annotations.NullMarked;
