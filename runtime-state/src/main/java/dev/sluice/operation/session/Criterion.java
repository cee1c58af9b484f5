package dev.sluice.operation.session;

import dev.sluice.operation.server.ServerRef;

/** Which streams are meant. */
public sealed interface Criterion {
    /** The one with this number. */
    record WithId(long id) implements Criterion {}

    /** Those that began at least this long ago. */
    record OlderThan(long millis) implements Criterion {}

    /** Those of a server. */
    record OnServer(ServerRef server) implements Criterion {}

    /** Those of a backend. */
    record OnBackend(String backend) implements Criterion {}

    /** Those of a frontend. */
    record OnFrontend(String frontend) implements Criterion {}
}
