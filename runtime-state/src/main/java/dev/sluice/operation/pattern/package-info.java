/**
 * Operations on maps and ACLs.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.operation.pattern.PatternOperations} lists them.
 *
 * <p><b>Threads.</b> Handlers of changes run on the control thread, those of looks on the caller's.
 */
@NullMarked
package dev.sluice.operation.pattern;

import org.jspecify.annotations.NullMarked;
