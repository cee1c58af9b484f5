package dev.sluice.grpc;

import dev.sluice.operation.Outcome;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.pattern.PatternReference;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.util.Optional;
import java.util.function.Function;

/** Etags: the revision of a resource's last change, with the start of the process, so that none outlives a restart. */
final class Etags {
    private static final int RADIX = 36;

    private final String start;

    Etags(RuntimeState state) {
        this.start = Long.toString(state.process().identity().startWallMillis(), RADIX);
    }

    /** The etag of a resource that last changed with this revision. */
    String of(long revision) {
        return start + '-' + Long.toString(revision, RADIX);
    }

    /** That there is a server of exactly this name, and that it still has the etag; an empty one asks for nothing. */
    Precondition server(ServerRef reference, String etag) {
        return state -> Lookup.backend(state, reference.backend()).isEmpty()
                ? refused(Reason.BACKEND_NOT_FOUND, "No such backend.")
                : check(
                        Lookup.server(state, reference),
                        Server::revision,
                        etag,
                        Outcome.refused(Reason.SERVER_NOT_FOUND, "No such server."));
    }

    /** The same of a backend. */
    Precondition backend(String name, String etag) {
        Outcome absent = Outcome.refused(Reason.BACKEND_NOT_FOUND, "No such backend.");
        return state -> check(Lookup.backend(state, name), Backend::revision, etag, absent);
    }

    /** The same of a frontend. */
    Precondition frontend(String name, String etag) {
        Outcome absent = Outcome.refused(Reason.FRONTEND_NOT_FOUND, "No such frontend.");
        return state -> check(Lookup.frontend(state, name), Frontend::revision, etag, absent);
    }

    /** The same of a map or an ACL, whose changes are counted by themselves. */
    Precondition patterns(String name, String etag) {
        Outcome absent = Outcome.refused(Reason.PATTERN_NOT_FOUND, "No such pattern set.");
        return state -> check(state.patterns().named(name), PatternReference::changes, etag, absent);
    }

    private <T> Optional<Outcome> check(Optional<T> found, Function<T, Long> revision, String etag, Outcome absent) {
        if (found.isEmpty()) {
            return Optional.of(absent);
        }
        boolean holds = etag.isEmpty() || of(revision.apply(found.get())).equals(etag);
        return holds
                ? Optional.empty()
                : refused(Reason.ETAG_MISMATCH, "The resource has changed since this etag was given.");
    }

    private static Optional<Outcome> refused(Reason reason, String text) {
        return Optional.of(Outcome.refused(reason, text));
    }
}
