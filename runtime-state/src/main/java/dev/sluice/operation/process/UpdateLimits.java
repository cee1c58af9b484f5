package dev.sluice.operation.process;

import dev.sluice.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets several limits of the process at once, all or none, as one change.
 *
 * @param maxconn 0 stands for the limit at start; null keeps it
 * @param rates those to set
 */
public record UpdateLimits(@Nullable Integer maxconn, List<RateLimit> rates) implements Operation {
    /** Keeps a copy of the list. */
    public UpdateLimits {
        rates = List.copyOf(rates);
    }
}
