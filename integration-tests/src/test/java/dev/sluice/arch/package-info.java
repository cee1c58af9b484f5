/** The structure of the program, held against what ARCHITECTURE.md says of it. */
@NullMarked
package dev.sluice.arch;

import org.jspecify.annotations.NullMarked;
