/**
 * The operations as typed remote procedure calls.
 *
 * <p><b>Threads.</b> Calls come on gRPC's own threads and are answered from whichever thread completes the operation.
 */
@NullMarked
package dev.sluice.grpc;

import org.jspecify.annotations.NullMarked;
