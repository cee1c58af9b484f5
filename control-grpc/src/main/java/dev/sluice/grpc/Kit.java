package dev.sluice.grpc;

import dev.sluice.grpc.v1.Backend;
import dev.sluice.grpc.v1.Frontend;
import dev.sluice.grpc.v1.Server;
import dev.sluice.operation.Reason;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;

/**
 * What all services share.
 *
 * @param calls how requests become operations
 * @param state read for answers; changed through operations alone
 * @param clock the time
 * @param etags conditions on resources
 * @param servers servers as messages
 * @param proxies frontends and backends as messages
 * @param watches streamed answers
 */
record Kit(
        Calls calls,
        RuntimeState state,
        Clock clock,
        Etags etags,
        ServerMessages servers,
        ProxyMessages proxies,
        Watches watches) {
    static final String SERVER = "sluice.dev/Server";
    static final String BACKEND = "sluice.dev/Backend";
    static final String FRONTEND = "sluice.dev/Frontend";
    static final String SESSION = "sluice.dev/Session";
    static final String TABLE = "sluice.dev/Table";
    static final String CACHE = "sluice.dev/Cache";
    static final String PROCESS_VARIABLE = "sluice.dev/Variable";
    static final String PATTERN_SET = "sluice.dev/PatternSet";
    static final String TLS_FILE = "sluice.dev/TlsFile";
    static final String VARIABLE = "sluice.dev/EnvironmentVariable";

    /** A server as a change has left it; gone when a reload took it away meanwhile. */
    Server server(ServerRef reference, Subject subject) {
        return servers.of(Lookup.server(state, reference)
                .orElseThrow(() -> Errors.of(Reason.SERVER_NOT_FOUND, "No such server.", subject)));
    }

    /** A backend as a change has left it. */
    Backend backend(String name, Subject subject) {
        return proxies.of(Lookup.backend(state, name)
                .orElseThrow(() -> Errors.of(Reason.BACKEND_NOT_FOUND, "No such backend.", subject)));
    }

    /** A frontend as a change has left it. */
    Frontend frontend(String name, Subject subject) {
        return proxies.of(Lookup.frontend(state, name)
                .orElseThrow(() -> Errors.of(Reason.FRONTEND_NOT_FOUND, "No such frontend.", subject)));
    }
}
