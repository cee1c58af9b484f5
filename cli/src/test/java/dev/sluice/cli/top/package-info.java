/** Tests of the live view, without a terminal. */
@NullMarked
package dev.sluice.cli.top;

import org.jspecify.annotations.NullMarked;
