package dev.sluice.stats;

import static dev.sluice.stats.StatField.ABSENT;
import static dev.sluice.stats.StatField.str;
import static dev.sluice.stats.StatField.u32;
import static dev.sluice.stats.StatField.u64;

import dev.sluice.config.ProxySettings;
import dev.sluice.state.Counter;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import java.util.List;

/** Columns 0 to 35: names, sessions, bytes, errors, state and rates. */
final class CoreFields {
    static final StatField PXNAME = str("pxname", "name of the proxy")
            .frontendText("KNSV", (frontend, at) -> frontend.name())
            .listenerText("KNSV", (listener, at) -> listener.frontend().name())
            .backendText("KNSV", (backend, at) -> backend.name())
            .serverText("KNSV", (server, at) -> server.backend().name())
            .build();
    static final StatField SVNAME = str("svname", "name of the server or listener; FRONTEND or BACKEND for a proxy")
            .frontendText("KNSV", (frontend, at) -> "FRONTEND")
            .listenerText("KNSV", (listener, at) -> listener.name())
            .backendText("KNSV", (backend, at) -> "BACKEND")
            .serverText("KNSV", (server, at) -> server.name())
            .build();
    static final StatField QCUR = u32("qcur", "requests that wait in its queue now")
            .backend("MGPV", (backend, at) -> backend.queued().get())
            .server("MGPV", (server, at) -> server.queued().get())
            .build();
    static final StatField QMAX = u32("qmax", "most requests that waited in its queue at once")
            .backend("MMPV", (backend, at) -> backend.queued().maximum())
            .server("MMPV", (server, at) -> server.queued().maximum())
            .build();
    static final StatField SCUR = u32("scur", "sessions open now")
            .frontend("MGPV", (frontend, at) -> frontend.sessions().get())
            .listener("MGPV", (listener, at) -> listener.sessions().get())
            .backend("MGPV", (backend, at) -> backend.sessions().get())
            .server("MGPV", (server, at) -> server.sessions().get())
            .build();
    static final StatField SMAX = u32("smax", "most sessions that were open at once")
            .frontend("MMPV", (frontend, at) -> frontend.sessions().maximum())
            .listener("MMPV", (listener, at) -> listener.sessions().maximum())
            .backend("MMPV", (backend, at) -> backend.sessions().maximum())
            .server("MMPV", (server, at) -> server.sessions().maximum())
            .build();
    static final StatField SLIM = u32("slim", "sessions allowed at once: maxconn, for a backend fullconn")
            .frontend("CLPV", (frontend, at) -> frontend.maxconn())
            .listener("CLPV", (listener, at) -> listener.maxconn())
            .backend("CLPV", (backend, at) -> backend.fullconn())
            .server("CLPV", (server, at) -> server.maxconn() > 0 ? server.maxconn() : ABSENT)
            .build();
    static final StatField STOT = u64("stot", "sessions since start")
            .frontCounter("MCPP", Counter.SESSIONS)
            .backCounter("MCPP", Counter.SESSIONS)
            .build();
    static final StatField BIN = u64("bin", "bytes of requests received")
            .frontCounter("MCPP", Counter.REQUEST_BYTES_IN)
            .backCounter("MCPP", Counter.REQUEST_BYTES_IN)
            .build();
    static final StatField BOUT = u64("bout", "bytes of responses received from servers")
            .frontCounter("MCPP", Counter.RESPONSE_BYTES_IN)
            .backCounter("MCPP", Counter.RESPONSE_BYTES_IN)
            .build();
    static final StatField DREQ = u64("dreq", "requests that a rule denied")
            .frontCounter("MCPP", Counter.REQUESTS_DENIED)
            .backend("MCPP", (backend, at) -> backend.counters().sum(Counter.REQUESTS_DENIED))
            .build();
    static final StatField DRESP = u64("dresp", "responses that a rule denied")
            .frontCounter("MCPP", Counter.RESPONSES_DENIED)
            .backCounter("MCPP", Counter.RESPONSES_DENIED)
            .build();
    static final StatField EREQ = u64("ereq", "requests that were invalid or never complete")
            .frontCounter("MCPP", Counter.REQUEST_ERRORS)
            .build();
    static final StatField ECON = u64("econ", "requests for which no server could be connected to")
            .backCounter("MCPP", Counter.CONNECT_ERRORS)
            .build();
    static final StatField ERESP = u64("eresp", "responses that were invalid or never complete")
            .backCounter("MCPP", Counter.RESPONSE_ERRORS)
            .build();
    static final StatField WRETR = u64("wretr", "connection attempts that were repeated")
            .backCounter("MCPP", Counter.RETRIES)
            .build();
    static final StatField WREDIS = u64("wredis", "requests that were sent to another server after failures")
            .backCounter("MCPP", Counter.REDISPATCHES)
            .build();
    static final StatField STATUS = str(
                    "status", "state: OPEN, PAUSED, STOP, WAITING, FULL, UP, DOWN, MAINT, DRAIN, NOLB")
            .frontendText("SGPV", (frontend, at) -> StatusText.of(frontend))
            .listenerText("SGPV", (listener, at) -> StatusText.of(listener))
            .backendText("SGPV", (backend, at) -> StatusText.of(backend, at.countServers()))
            .serverText("SGPV", (server, at) -> StatusText.of(server))
            .build();
    static final StatField WEIGHT = u32("weight", "weight in effect; for a backend that of all servers in use")
            .backend("MaPV", (backend, at) -> Subjects.sumInUse(backend, Subjects::effectiveWeight))
            .server("MaPV", (server, at) -> Subjects.effectiveWeight(server))
            .build();
    static final StatField ACT = u32("act", "usable primary servers; for a server whether it is one by its role")
            .backend("MGPV", (backend, at) -> backend.usableActive())
            .server("SGPV", (server, at) -> server.isBackup() ? 0 : 1)
            .build();
    static final StatField BCK = u32("bck", "usable backup servers; for a server whether it is one by its role")
            .backend("MGPV", (backend, at) -> backend.usableBackup())
            .server("SGPV", (server, at) -> server.isBackup() ? 1 : 0)
            .build();
    static final StatField CHKFAIL = u64("chkfail", "checks that failed while the server was up")
            .server("MCPP", (server, at) -> ifChecked(server, server.counters().sum(Counter.FAILED_CHECKS)))
            .build();
    static final StatField CHKDOWN = u64("chkdown", "times it went from up to down")
            .backend("MCPP", (backend, at) -> backend.counters().sum(Counter.DOWN_TRANSITIONS))
            .server("MCPP", (server, at) -> ifChecked(server, server.counters().sum(Counter.DOWN_TRANSITIONS)))
            .build();
    static final StatField LASTCHG = u32("lastchg", "seconds since its state last changed")
            .backend("MAPP", (backend, at) -> at.secondsSince(backend.lastChangeMillis()))
            .server("MAPP", (server, at) -> at.secondsSince(server.lastChangeMillis()))
            .build();
    static final StatField DOWNTIME = u32("downtime", "seconds it was down in all")
            .backend(
                    "MCPV",
                    (backend, at) -> backend.servers().isEmpty() ? ABSENT : Subjects.downMillis(backend, at) / 1000)
            .server("MCPV", (server, at) -> ifChecked(server, Subjects.downMillis(server, at) / 1000))
            .build();
    static final StatField QLIMIT = u32("qlimit", "requests that may wait for the server")
            .server("CGSV", (server, at) -> positive(server.maxqueue()))
            .build();
    static final StatField PID = u32("pid", "number of the process, always 1")
            .frontend("KGPV", (frontend, at) -> 1)
            .listener("KGPV", (listener, at) -> 1)
            .backend("KGPV", (backend, at) -> 1)
            .server("KGPV", (server, at) -> 1)
            .build();
    static final StatField IID = u32("iid", "number of the proxy")
            .frontend("KGSV", (frontend, at) -> frontend.id())
            .listener("KGSV", (listener, at) -> listener.frontend().id())
            .backend("KGSV", (backend, at) -> backend.id())
            .server("KGSV", (server, at) -> server.backend().id())
            .build();
    static final StatField SID = u32("sid", "number of the server or listener in its proxy, 0 for a proxy")
            .frontend("KGSV", (frontend, at) -> 0)
            .listener("KGSV", (listener, at) -> listener.id())
            .backend("KGSV", (backend, at) -> 0)
            .server("KGSV", (server, at) -> server.id())
            .build();
    static final StatField THROTTLE = u32("throttle", "percent of its weight that slowstart lets through")
            .server(
                    "MaPV",
                    (server, at) ->
                            server.operationalState() == OperationalState.STARTING ? Subjects.throttle(server) : ABSENT)
            .build();
    static final StatField LBTOT = u64("lbtot", "times balancing chose it")
            .backCounter("MCPP", Counter.LOAD_BALANCED)
            .build();
    static final StatField TRACKED = str("tracked", "server whose state it copies")
            .serverText("CNSV", (server, at) -> {
                Server tracked = server.tracked();
                return tracked == null ? null : tracked.toString();
            })
            .build();
    static final StatField TYPE = u32("type", "kind of row: 0 frontend, 1 backend, 2 server, 3 listener")
            .frontend("CGSV", (frontend, at) -> SubjectKind.FRONTEND.code())
            .listener("CGSV", (listener, at) -> SubjectKind.LISTENER.code())
            .backend("CGSV", (backend, at) -> SubjectKind.BACKEND.code())
            .server("CGSV", (server, at) -> SubjectKind.SERVER.code())
            .build();
    static final StatField RATE = u32("rate", "sessions in the last second")
            .frontend("MRPP", (frontend, at) -> frontend.sessionRate().perSecond(at.nowMillis()))
            .backend("MRPP", (backend, at) -> backend.sessionRate().perSecond(at.nowMillis()))
            .server("MRPP", (server, at) -> server.sessionRate().perSecond(at.nowMillis()))
            .build();
    static final StatField RATE_LIM = u32("rate_lim", "sessions that may come in a second, 0 for no limit")
            .frontend("CLPV", (frontend, at) -> frontend.settings().get(ProxySettings.RATE_LIMIT_SESSIONS))
            .build();
    static final StatField RATE_MAX = u32("rate_max", "most sessions in a second")
            .frontend("MMPV", (frontend, at) -> frontend.sessionRate().maximum(at.nowMillis()))
            .backend("MGPV", (backend, at) -> backend.sessionRate().maximum(at.nowMillis()))
            .server("MMPV", (server, at) -> server.sessionRate().maximum(at.nowMillis()))
            .build();

    static final List<StatField> LIST = List.of(
            PXNAME, SVNAME, QCUR, QMAX, SCUR, SMAX, SLIM, STOT, BIN, BOUT, DREQ, DRESP, EREQ, ECON, ERESP, WRETR,
            WREDIS, STATUS, WEIGHT, ACT, BCK, CHKFAIL, CHKDOWN, LASTCHG, DOWNTIME, QLIMIT, PID, IID, SID, THROTTLE,
            LBTOT, TRACKED, TYPE, RATE, RATE_LIM, RATE_MAX);

    private CoreFields() {}

    private static long ifChecked(Server server, long value) {
        return server.health().isEnabled() ? value : ABSENT;
    }

    private static long positive(long value) {
        return value > 0 ? value : ABSENT;
    }
}
