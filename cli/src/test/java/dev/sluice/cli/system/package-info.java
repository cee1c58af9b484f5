/** Tests of what the program asks of the system, without a running program. */
@NullMarked
package dev.sluice.cli.system;

import org.jspecify.annotations.NullMarked;
