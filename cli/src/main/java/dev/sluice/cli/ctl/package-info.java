/**
 * {@code sluice ctl}: one command to the admin socket of a running program, with an exit status.
 *
 * <p><b>Threads.</b> The main thread alone; it waits for the answer.
 */
@NullMarked
package dev.sluice.cli.ctl;

import org.jspecify.annotations.NullMarked;
