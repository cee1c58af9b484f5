/**
 * The program: start-up and wiring, the two command lines, signals, the packaged distribution.
 *
 * <p><b>Threads.</b> All threads of the program are started here or by the groups made here.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
