/**
 * {@code sluice ctl}: commands to a running program, over its admin socket or its typed API, with an exit status, a table for people and
 * JSON for programs.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.cli.ctl.Ctl} reads the words; a link is the way to the program; the shell asks at a terminal.
 *
 * <p><b>Threads.</b> The main thread alone; it waits for the answer.
 */
@NullMarked
package dev.sluice.cli.ctl;

import org.jspecify.annotations.NullMarked;
