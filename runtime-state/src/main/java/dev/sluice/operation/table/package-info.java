/**
 * Operations on stick tables. {@link dev.sluice.operation.table.TableOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says. A
 * {@link dev.sluice.operation.table.TableDump} is pulled by one thread at a time while traffic goes on.
 */
@NullMarked
package dev.sluice.operation.table;

import org.jspecify.annotations.NullMarked;
