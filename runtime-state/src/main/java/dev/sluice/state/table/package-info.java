/**
 * Stick tables: what is remembered of clients, sessions and requests by a key. {@link dev.sluice.state.table.Tables} lists them,
 * {@link dev.sluice.state.table.StickTable} is one.
 *
 * <p><b>Threads.</b> Every worker and every surface reads and writes entries at once; {@link dev.sluice.state.table.StickTable} says
 * how. Which tables there are is decided on the control thread alone.
 */
@NullMarked
package dev.sluice.state.table;

import org.jspecify.annotations.NullMarked;
