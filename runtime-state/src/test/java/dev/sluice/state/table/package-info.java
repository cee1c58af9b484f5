/**
 * Tests of stick tables.
 *
 * <p><b>Threads.</b> A test and, where it says so, as many as it starts and ends itself.
 */
@NullMarked
package dev.sluice.state.table;

import org.jspecify.annotations.NullMarked;
