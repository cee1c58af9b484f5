/**
 * Tests.
 *
 * <p><b>Threads.</b> The test's own; what belongs to the control thread is asked for through the loop.
 */
@NullMarked
package dev.sluice.operation;

import org.jspecify.annotations.NullMarked;
