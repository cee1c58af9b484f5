/**
 * Tests of the admin socket against real sockets and a real state.
 *
 * <p><b>Threads.</b> Tests run one after the other; the program under test has its own threads.
 */
@NullMarked
package dev.sluice.socket;

import org.jspecify.annotations.NullMarked;
