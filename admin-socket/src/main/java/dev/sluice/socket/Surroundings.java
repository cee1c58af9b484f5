package dev.sluice.socket;

import dev.sluice.operation.Door;
import dev.sluice.operation.Operations;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import dev.sluice.stats.ProcessFacts;

/**
 * What the admin sockets work on; the program's wiring supplies it.
 *
 * @param door where operations go
 * @param operations all of them
 * @param state what is shown
 * @param facts what surrounds the state
 * @param clock the time
 */
public record Surroundings(Door door, Operations operations, RuntimeState state, ProcessFacts facts, Clock clock) {}
