/**
 * Tests of the typed API against real sockets and a real state.
 *
 * <p><b>Threads.</b> Tests run one after the other; the program under test has its own threads.
 */
@NullMarked
package dev.sluice.grpc;

import org.jspecify.annotations.NullMarked;
