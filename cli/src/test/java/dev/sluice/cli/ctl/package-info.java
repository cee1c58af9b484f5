/** Tests of the command line's parts, without a running program. */
@NullMarked
package dev.sluice.cli.ctl;

import org.jspecify.annotations.NullMarked;
