package dev.sluice.operation;

import dev.sluice.state.RuntimeState;
import java.util.Optional;

/** What has to hold when a change begins; it decides on the state that the change itself will see. */
@FunctionalInterface
public interface Precondition {
    /** Always holds. */
    Precondition NONE = state -> Optional.empty();

    /** The refusal where it does not hold; asked on the control thread, right before the handler. */
    Optional<Outcome> refusal(RuntimeState state);
}
