package dev.sluice.grpc;

import dev.sluice.operation.Door;
import dev.sluice.operation.Operations;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import dev.sluice.stats.ProcessFacts;

/**
 * What the program gives to the typed API.
 *
 * @param door where operations go in
 * @param operations all of them
 * @param state read for answers
 * @param clock the time
 * @param facts what is known of the process
 * @param activity where its calls are counted
 */
public record Wiring(
        Door door, Operations operations, RuntimeState state, Clock clock, ProcessFacts facts, GrpcActivity activity) {}
