/**
 * The command lines: what the words after the program's name mean, for {@code haproxy} and for {@code sluice}.
 *
 * <p><b>Threads.</b> Parsing runs on the main thread; its results never change.
 */
@NullMarked
package dev.sluice.cli.args;

import org.jspecify.annotations.NullMarked;
