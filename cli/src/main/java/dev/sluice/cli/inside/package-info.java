/**
 * What the process can tell of itself: threads, memory, descriptors, code. {@link dev.sluice.cli.inside.JvmInsides} is the way in.
 *
 * <p><b>Threads.</b> Any thread may ask; what takes a while runs on a few threads of its own.
 */
@NullMarked
package dev.sluice.cli.inside;

import org.jspecify.annotations.NullMarked;
