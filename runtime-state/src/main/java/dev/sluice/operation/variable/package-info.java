/**
 * Operations on the variables of the process.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.operation.variable.VariableOperations} declares them; the values live in the data plane,
 * since expressions make them.
 *
 * <p><b>Threads.</b> Looks run on the caller's thread, changes on the control thread.
 */
@NullMarked
package dev.sluice.operation.variable;

import org.jspecify.annotations.NullMarked;
