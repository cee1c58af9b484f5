/**
 * {@code sluice top}: a live view of a running program, and a few keys to act on its servers.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.cli.top.Top} is the program; what is drawn is made by a view from rows, without a terminal.
 *
 * <p><b>Threads.</b> One, the one that it was started on.
 */
@NullMarked
package dev.sluice.cli.top;

import org.jspecify.annotations.NullMarked;
