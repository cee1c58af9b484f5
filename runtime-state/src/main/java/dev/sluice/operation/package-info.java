/**
 * The one door for every change: operations, how they are declared, and what comes of them.
 *
 * <p><b>Starting points.</b> An {@link dev.sluice.operation.Operation} is what a caller wants;
 * {@link dev.sluice.operation.Declared} says who may and who handles it; {@link dev.sluice.operation.Door} runs it;
 * {@link dev.sluice.operation.Outcome} is what the caller gets. Each noun has a package below with its operations and their list.
 *
 * <p><b>Threads.</b> Any thread may knock; handlers of changes run on the control thread, one after the other.
 */
@NullMarked
package dev.sluice.operation;

import org.jspecify.annotations.NullMarked;
