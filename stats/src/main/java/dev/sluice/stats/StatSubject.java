package dev.sluice.stats;

import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import dev.sluice.state.Subject;

/** Something that statistics are kept of: one row of {@code show stat}. */
public sealed interface StatSubject {
    /** The row of something that has statistics. */
    static StatSubject of(Subject subject) {
        if (subject instanceof Server server) {
            return new OfServer(server);
        }
        if (subject instanceof Listener listener) {
            return new OfListener(listener);
        }
        return subject instanceof Frontend frontend ? new OfFrontend(frontend) : new OfBackend((Backend) subject);
    }

    /** What it is. */
    SubjectKind kind();

    /** The proxy it is or belongs to. */
    Proxy proxy();

    /** The column {@code svname}. */
    String name();

    /** The column {@code sid}: number of a server or listener in its proxy, 0 for a proxy. */
    int id();

    /** A frontend. */
    record OfFrontend(Frontend frontend) implements StatSubject {
        @Override
        public SubjectKind kind() {
            return SubjectKind.FRONTEND;
        }

        @Override
        public Proxy proxy() {
            return frontend;
        }

        @Override
        public String name() {
            return "FRONTEND";
        }

        @Override
        public int id() {
            return 0;
        }
    }

    /** A listener of a frontend with {@code option socket-stats}. */
    record OfListener(Listener listener) implements StatSubject {
        @Override
        public SubjectKind kind() {
            return SubjectKind.LISTENER;
        }

        @Override
        public Proxy proxy() {
            return listener.frontend();
        }

        @Override
        public String name() {
            return listener.name();
        }

        @Override
        public int id() {
            return listener.id();
        }
    }

    /** A server. */
    record OfServer(Server server) implements StatSubject {
        @Override
        public SubjectKind kind() {
            return SubjectKind.SERVER;
        }

        @Override
        public Proxy proxy() {
            return server.backend();
        }

        @Override
        public String name() {
            return server.name();
        }

        @Override
        public int id() {
            return server.id();
        }
    }

    /** A backend. */
    record OfBackend(Backend backend) implements StatSubject {
        @Override
        public SubjectKind kind() {
            return SubjectKind.BACKEND;
        }

        @Override
        public Proxy proxy() {
            return backend;
        }

        @Override
        public String name() {
            return "BACKEND";
        }

        @Override
        public int id() {
            return 0;
        }
    }
}
