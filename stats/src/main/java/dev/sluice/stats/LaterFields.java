package dev.sluice.stats;

import static dev.sluice.stats.StatField.ABSENT;
import static dev.sluice.stats.StatField.str;
import static dev.sluice.stats.StatField.u32;
import static dev.sluice.stats.StatField.u64;

import dev.sluice.config.Balance;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import dev.sluice.state.Timing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns 73 to 118: addresses, connections, maxima, protocols, and the byte counts of each direction. */
final class LaterFields {
    static final StatField ADDR = str("addr", "address and port; hidden at level user")
            .listenerText("CGSV", (listener, at) -> at.legends() ? Subjects.address(listener) : null)
            .serverText("CGSV", (server, at) -> at.legends() ? address(server.address()) : null)
            .build();
    static final StatField COOKIE = str("cookie", "value or name of the cookie for persistence; hidden at level user")
            .backendText("CNSV", LaterFields::cookieName)
            .serverText("CNSV", LaterFields::cookie)
            .build();
    static final StatField MODE = str("mode", "mode of the proxy: tcp or http")
            .frontendText("CGSV", (frontend, at) -> frontend.mode().word())
            .listenerText("CGSV", (listener, at) -> listener.frontend().mode().word())
            .backendText("CGSV", (backend, at) -> backend.mode().word())
            .serverText("CGSV", (server, at) -> server.backend().mode().word())
            .build();
    static final StatField ALGO = str("algo", "balancing algorithm; hidden at level user")
            .backendText("CGSV", (backend, at) -> at.legends() ? algorithm(backend) : null)
            .build();
    static final StatField CONN_RATE = u32("conn_rate", "connections in the last second")
            .frontend("MRPP", (frontend, at) -> frontend.connectionRate().perSecond(at.nowMillis()))
            .build();
    static final StatField CONN_RATE_MAX = u32("conn_rate_max", "most connections in a second")
            .frontend("MMPV", (frontend, at) -> frontend.connectionRate().maximum(at.nowMillis()))
            .build();
    static final StatField CONN_TOT = u64("conn_tot", "connections since start")
            .frontCounter("MCPP", Counter.CONNECTIONS)
            .build();
    static final StatField INTERCEPTED = u64("intercepted", "requests that the frontend answered itself")
            .frontend(
                    "MCPP",
                    (frontend, at) ->
                            Subjects.isHttp(frontend) ? frontend.counters().sum(Counter.INTERCEPTED) : ABSENT)
            .build();
    static final StatField DCON = u64("dcon", "connections that a rule denied")
            .frontCounter("MCPP", Counter.DENIED_CONNECTIONS)
            .build();
    static final StatField DSES = u64("dses", "sessions that a rule denied")
            .frontCounter("MCPP", Counter.DENIED_SESSIONS)
            .build();
    static final StatField WREW = u64("wrew", "headers that could not be rewritten")
            .frontCounter("MCPP", Counter.FAILED_REWRITES)
            .backCounter("MCPP", Counter.FAILED_REWRITES)
            .build();
    static final StatField CONNECT = u64("connect", "attempts to connect to a server")
            .backCounter("MCPP", Counter.CONNECT_ATTEMPTS)
            .build();
    static final StatField REUSE = u64("reuse", "requests sent over a connection that was there already")
            .backCounter("MCPP", Counter.CONNECTION_REUSES)
            .build();
    static final StatField CACHE_LOOKUPS =
            cache("cache_lookups", "requests looked up in a cache", Counter.CACHE_LOOKUPS);
    static final StatField CACHE_HITS = cache("cache_hits", "requests answered from a cache", Counter.CACHE_HITS);
    static final StatField SRV_ICUR = u32("srv_icur", "idle connections to the server that requests may use")
            .server("MGPV", (server, at) -> server.idleConnections().get())
            .build();
    static final StatField SRC_ILIM = u32("src_ilim", "idle connections that may be kept")
            .server("CLPV", (server, at) -> idleLimit(server))
            .build();
    static final StatField QTIME_MAX = maximum("qtime_max", "longest wait in the queue, in milliseconds", Timing.QUEUE);
    static final StatField CTIME_MAX = maximum("ctime_max", "longest time to connect, in milliseconds", Timing.CONNECT);
    static final StatField RTIME_MAX =
            maximum("rtime_max", "longest wait for the response's head, in milliseconds", Timing.RESPONSE);
    static final StatField TTIME_MAX = maximum("ttime_max", "longest stream, in milliseconds", Timing.TOTAL);
    static final StatField EINT = u64("eint", "errors of the program itself")
            .frontCounter("MCPP", Counter.INTERNAL_ERRORS)
            .backCounter("MCPP", Counter.INTERNAL_ERRORS)
            .build();
    static final StatField IDLE_CONN_CUR = u32("idle_conn_cur", "idle connections that served a single request so far")
            .server(
                    "MGPV",
                    (server, at) -> Math.max(
                            0,
                            server.idleConnections().get()
                                    - server.provenConnections().get()))
            .build();

    static final StatField SAFE_CONN_CUR = u32("safe_conn_cur", "idle connections that served several requests")
            .server("MGPV", (server, at) -> server.provenConnections().get())
            .build();
    static final StatField USED_CONN_CUR = u32("used_conn_cur", "connections to the server in use")
            .server("MGPV", (server, at) -> server.usedConnections().get())
            .build();
    /** The most that were in use; HAProxy lets it sink by halves while fewer are, in the rhythm of its purges. */
    static final StatField NEED_CONN_EST = u32("need_conn_est", "connections that the traffic so far needed at once")
            .server("MGPV", (server, at) -> server.usedConnections().maximum())
            .build();

    static final StatField UWEIGHT = u32("uweight", "weight asked for; for a backend that of all servers in use")
            .backend("MaPV", (backend, at) -> Subjects.sumInUse(backend, Server::weight))
            .server("MaPV", (server, at) -> server.weight())
            .build();
    static final StatField AGG_SERVER_STATUS = aggregate("agg_server_status", "servers by status; a metric only");
    static final StatField AGG_SERVER_CHECK_STATUS =
            aggregate("agg_server_check_status", "servers by status, an older name; a metric only");
    static final StatField AGG_CHECK_STATUS =
            aggregate("agg_check_status", "servers by the result of their check; a metric only");
    static final StatField SRID = u32("srid", "how often servers had been taken out when this one came")
            .server("MCPV", (server, at) -> server.reuses())
            .build();
    static final StatField SESS_OTHER = u64("sess_other", "sessions of other protocols than HTTP")
            .frontend(
                    "MCPV",
                    (frontend, at) -> Math.max(
                            0,
                            frontend.counters().sum(Counter.SESSIONS)
                                    - frontend.counters().sum(Counter.HTTP1_SESSIONS)
                                    - frontend.counters().sum(Counter.HTTP2_SESSIONS)))
            .build();
    static final StatField H1SESS = u64("h1sess", "HTTP/1 sessions")
            .frontend("MCPP", (frontend, at) -> frontend.counters().sum(Counter.HTTP1_SESSIONS))
            .build();
    static final StatField H2SESS = u64("h2sess", "HTTP/2 sessions")
            .frontend("MCPP", (frontend, at) -> frontend.counters().sum(Counter.HTTP2_SESSIONS))
            .build();
    static final StatField H3SESS = noProtocol("h3sess", "HTTP/3 sessions");
    static final StatField REQ_OTHER = noProtocol("req_other", "requests of other protocols than HTTP");
    static final StatField H1REQ = u64("h1req", "HTTP/1 requests")
            .frontend("MCPP", (frontend, at) -> frontend.counters().sum(Counter.HTTP1_REQUESTS))
            .build();
    static final StatField H2REQ = u64("h2req", "HTTP/2 requests")
            .frontend("MCPP", (frontend, at) -> frontend.counters().sum(Counter.HTTP2_REQUESTS))
            .build();
    static final StatField H3REQ = noProtocol("h3req", "HTTP/3 requests");
    static final StatField PROTO = str("proto", "protocol it listens with")
            .listenerText("SGPV", (listener, at) -> Subjects.protocol(listener))
            .build();
    /** Always 0: no connection is kept for one client alone. */
    static final StatField PRIV_IDLE_CUR = u32("priv_idle_cur", "idle connections that only one client may use")
            .server("MGPV", (server, at) -> 0)
            .build();

    static final StatField REQBIN = bytes("reqbin", "bytes of requests received", Counter.REQUEST_BYTES_IN);
    static final StatField REQBOUT = bytes("reqbout", "bytes of requests sent on", Counter.REQUEST_BYTES_OUT);
    static final StatField RESBIN = bytes("resbin", "bytes of responses received", Counter.RESPONSE_BYTES_IN);
    static final StatField RESBOUT = bytes("resbout", "bytes of responses sent on", Counter.RESPONSE_BYTES_OUT);
    static final StatField CACHE_HINT_HITS =
            cache("cache_hint_hits", "requests answered early with hints from a cache", Counter.CACHE_HINT_HITS);

    static final List<StatField> LIST = List.of(
            ADDR,
            COOKIE,
            MODE,
            ALGO,
            CONN_RATE,
            CONN_RATE_MAX,
            CONN_TOT,
            INTERCEPTED,
            DCON,
            DSES,
            WREW,
            CONNECT,
            REUSE,
            CACHE_LOOKUPS,
            CACHE_HITS,
            SRV_ICUR,
            SRC_ILIM,
            QTIME_MAX,
            CTIME_MAX,
            RTIME_MAX,
            TTIME_MAX,
            EINT,
            IDLE_CONN_CUR,
            SAFE_CONN_CUR,
            USED_CONN_CUR,
            NEED_CONN_EST,
            UWEIGHT,
            AGG_SERVER_STATUS,
            AGG_SERVER_CHECK_STATUS,
            AGG_CHECK_STATUS,
            SRID,
            SESS_OTHER,
            H1SESS,
            H2SESS,
            H3SESS,
            REQ_OTHER,
            H1REQ,
            H2REQ,
            H3REQ,
            PROTO,
            PRIV_IDLE_CUR,
            REQBIN,
            REQBOUT,
            RESBIN,
            RESBOUT,
            CACHE_HINT_HITS);

    private LaterFields() {}

    private static @Nullable String cookie(Server server, StatMoment at) {
        String cookie = server.backend().cookies().of(server);
        return at.legends() && Subjects.isHttp(server.backend()) && !cookie.isEmpty() ? cookie : null;
    }

    private static @Nullable String cookieName(Backend backend, StatMoment at) {
        String name = backend.settings().get(ProxySettings.COOKIE).name();
        return at.legends() && Subjects.isHttp(backend) && !name.isEmpty() ? name : null;
    }

    private static String algorithm(Backend backend) {
        Balance.Algorithm algorithm =
                backend.settings().get(ProxySettings.BALANCE).algorithm();
        boolean untold = algorithm == Balance.Algorithm.RANDOM || algorithm.needsLog();
        return untold ? "unknown" : algorithm.word();
    }

    private static long idleLimit(Server server) {
        int limit = server.settings().get(ServerSettings.POOL_MAX_CONN);
        return limit < 0 ? ABSENT : limit;
    }

    private static StatField maximum(String name, String description, Timing timing) {
        return u32(name, description)
                .backend("MMPV", (backend, at) -> backend.counters().maximum(timing))
                .server("MMPV", (server, at) -> server.counters().maximum(timing))
                .build();
    }

    private static StatField bytes(String name, String description, Counter counter) {
        return u64(name, description)
                .frontCounter("MCPP", counter)
                .backCounter("MCPP", counter)
                .build();
    }

    private static StatField cache(String name, String description, Counter counter) {
        return u64(name, description)
                .frontend(
                        "MCPP",
                        (frontend, at) -> ifHttp(frontend, frontend.counters().sum(counter)))
                .backend(
                        "MCPP",
                        (backend, at) -> ifHttp(backend, backend.counters().sum(counter)))
                .build();
    }

    /** Always 0: the protocol is not spoken yet, and the columns have their place. */
    private static StatField noProtocol(String name, String description) {
        return u64(name, description).frontend("MCPP", (frontend, at) -> 0).build();
    }

    /** 0 in the CSV, as in HAProxy; the counts are a set of series among the metrics. */
    private static StatField aggregate(String name, String description) {
        return u32(name, description).backend("MGPV", (backend, at) -> 0).build();
    }

    private static @Nullable String address(ServerAddress address) {
        return address.family() == ServerAddress.Family.NAME ? null : address.display();
    }

    private static long ifHttp(Proxy proxy, long value) {
        return Subjects.isHttp(proxy) ? value : ABSENT;
    }
}
