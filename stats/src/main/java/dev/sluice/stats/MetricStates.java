package dev.sluice.stats;

import dev.sluice.state.AdminState;
import dev.sluice.state.Backend;
import dev.sluice.state.Check;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Frontend;
import dev.sluice.state.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** States as metrics tell them: fewer than the words of {@code show stat}, each a series of its own. */
final class MetricStates {
    private static final List<String> OF_SERVER = List.of("DOWN", "UP", "MAINT", "DRAIN", "NOLB");
    private static final List<String> OF_PROXY = List.of("DOWN", "UP");
    private static final List<String> OF_LISTENER = List.of("WAITING", "OPEN", "FULL");

    private MetricStates() {}

    /** Of a subject: 1 for the state it is in. */
    static Counts of(StatSubject subject) {
        if (subject instanceof StatSubject.OfServer of) {
            return one(OF_SERVER, OF_SERVER.indexOf(word(of.server())));
        }
        if (subject instanceof StatSubject.OfListener of) {
            return one(OF_LISTENER, OF_LISTENER.indexOf(StatusText.of(of.listener())));
        }
        if (subject instanceof StatSubject.OfBackend of) {
            // A backend taken out of service serves nobody, whatever its servers are able to.
            boolean up = of.backend().isEnabled() && Subjects.isUp(of.backend());
            return one(OF_PROXY, up ? 1 : 0);
        }
        Frontend frontend = ((StatSubject.OfFrontend) subject).frontend();
        return one(OF_PROXY, frontend.status() == Frontend.Status.STOP ? 0 : 1);
    }

    /** How many servers of a backend are in each state. */
    static Counts servers(Backend backend) {
        int[] counts = new int[OF_SERVER.size()];
        for (Server server : backend.servers()) {
            counts[OF_SERVER.indexOf(word(server))]++;
        }
        return new Counts(OF_SERVER, counts);
    }

    /** The last result of a server's health check; null where none is made. */
    static @Nullable CheckStatus health(Server server) {
        return last(server.health());
    }

    /** The last result of a server's agent check; null where none is made. */
    static @Nullable CheckStatus agent(Server server) {
        return last(server.agent());
    }

    /** How many servers of a backend had this result. */
    static long countChecks(Backend backend, CheckStatus status) {
        return Subjects.count(backend, server -> health(server) == status);
    }

    private static @Nullable CheckStatus last(Check check) {
        return Subjects.isActive(check) ? check.last().status() : null;
    }

    private static Counts one(List<String> words, int index) {
        int[] counts = new int[words.size()];
        counts[index] = 1;
        return new Counts(words, counts);
    }

    private static String word(Server server) {
        if (Subjects.isInMaintenance(server)) {
            return "MAINT";
        }
        return switch (server.operationalState()) {
            case STOPPED -> "DOWN";
            case STOPPING -> "NOLB";
            case STARTING, RUNNING -> (server.adminState() & AdminState.DRAIN) != 0 ? "DRAIN" : "UP";
        };
    }

    /** Numbers beside the words they belong to. */
    static final class Counts {
        private final List<String> words;
        private final int[] counts;

        Counts(List<String> words, int[] counts) {
            this.words = words;
            this.counts = counts;
        }

        List<String> words() {
            return words;
        }

        int[] counts() {
            return counts;
        }
    }
}
