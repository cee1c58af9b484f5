package dev.sluice.operation.backend;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Backend;
import dev.sluice.state.Topology;
import java.util.Optional;

/** Whether a backend can be taken out. */
public final class BackendRemoval {
    private BackendRemoval() {}

    /** Why not, for as long as nobody does something about it. */
    public static Optional<Outcome.Refused> obstacle(Backend backend, Topology topology) {
        if (backend.spec().kind() == ProxySpec.Kind.LISTEN) {
            return refused(Reason.BACKEND_REFERENCED, "Cannot delete a listen section.");
        }
        if (References.to(backend, topology)) {
            return refused(
                    Reason.BACKEND_REFERENCED,
                    "This proxy cannot be removed at runtime due to other configuration elements pointing to it.");
        }
        if (!backend.settings().get(ProxySettings.STICK_TABLE).isEmpty()) {
            return refused(Reason.BACKEND_REFERENCED, "Cannot remove a backend with stick-table.");
        }
        if (backend.isPublished()) {
            return refused(Reason.BACKEND_PUBLISHED, "Backend must be unpublished prior to its deletion.");
        }
        return backend.servers().isEmpty()
                ? Optional.empty()
                : refused(Reason.BACKEND_NOT_EMPTY, "Only a backend without server can be deleted.");
    }

    /** Why not now, though time alone will help. */
    public static Optional<Outcome.Refused> delay(Backend backend) {
        return backend.sessions().get() > 0 || backend.queued().get() > 0
                ? refused(Reason.BACKEND_BUSY, "Backend still has streams attached to it, cannot remove it.")
                : Optional.empty();
    }

    private static Optional<Outcome.Refused> refused(Reason reason, String text) {
        return Optional.of(new Outcome.Refused(reason, Severity.ERROR, text));
    }
}
