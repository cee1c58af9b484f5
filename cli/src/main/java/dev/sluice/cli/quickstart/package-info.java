/**
 * {@code sluice quickstart}: the whole program with something to balance, and nothing to configure.
 *
 * <p><b>Threads.</b> The two small web servers have a thread each.
 */
@NullMarked
package dev.sluice.cli.quickstart;

import org.jspecify.annotations.NullMarked;
