package dev.sluice.stats;

import static dev.sluice.stats.StatField.ABSENT;
import static dev.sluice.stats.StatField.s32;
import static dev.sluice.stats.StatField.str;
import static dev.sluice.stats.StatField.u32;
import static dev.sluice.stats.StatField.u64;

import dev.sluice.config.ObserveSettings;
import dev.sluice.config.ObserveSettings.Layer;
import dev.sluice.state.Check;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Proxy;
import dev.sluice.state.Timing;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Columns 36 to 72: checks, HTTP responses and requests, compression, times, agents. */
final class HealthFields {
    static final StatField CHECK_STATUS = str(
                    "check_status", "result of the last health check, * while one is under way")
            .serverText("MOPV", (server, at) -> statusWord(server.health()))
            .build();
    static final StatField CHECK_CODE = u32("check_code", "status code that the last health check was answered with")
            .server("MOPV", (server, at) -> code(server.health()))
            .build();
    static final StatField CHECK_DURATION = u64("check_duration", "milliseconds that the last health check took")
            .server("MDPV", (server, at) -> duration(server.health()))
            .build();
    static final StatField HRSP_1XX = u64("hrsp_1xx", "responses with a status from 100 to 199")
            .httpCounter("MCPP", Counter.RESPONSES_1XX)
            .build();
    static final StatField HRSP_2XX = u64("hrsp_2xx", "responses with a status from 200 to 299")
            .httpCounter("MCPP", Counter.RESPONSES_2XX)
            .build();
    static final StatField HRSP_3XX = u64("hrsp_3xx", "responses with a status from 300 to 399")
            .httpCounter("MCPP", Counter.RESPONSES_3XX)
            .build();
    static final StatField HRSP_4XX = u64("hrsp_4xx", "responses with a status from 400 to 499")
            .httpCounter("MCPP", Counter.RESPONSES_4XX)
            .build();
    static final StatField HRSP_5XX = u64("hrsp_5xx", "responses with a status from 500 to 599")
            .httpCounter("MCPP", Counter.RESPONSES_5XX)
            .build();
    static final StatField HRSP_OTHER = u64("hrsp_other", "responses with any other status, or none")
            .httpCounter("MCPP", Counter.RESPONSES_OTHER)
            .build();
    /** Filled only for servers that are judged by their traffic, or would be if they were checked ({@code observe}). */
    static final StatField HANAFAIL = u64("hanafail", "failures seen in the server's own traffic")
            .server(
                    "MCPP",
                    (server, at) -> server.settings().get(ObserveSettings.OBSERVE) == Layer.NONE
                            ? ABSENT
                            : server.counters().sum(Counter.FAILED_OBSERVATIONS))
            .build();

    static final StatField REQ_RATE = u32("req_rate", "HTTP requests in the last second")
            .frontend("MRPP", (frontend, at) -> frontend.requestRate().perSecond(at.nowMillis()))
            .build();
    static final StatField REQ_RATE_MAX = u32("req_rate_max", "most HTTP requests in a second")
            .frontend("MMPV", (frontend, at) -> frontend.requestRate().maximum(at.nowMillis()))
            .build();
    static final StatField REQ_TOT = u64("req_tot", "HTTP requests since start")
            .frontend("MCPP", (frontend, at) -> frontend.counters().sum(Counter.REQUESTS))
            .backend("MCPP", (backend, at) -> httpRequests(backend, backend.counters()))
            .server("MCPP", (server, at) -> httpRequests(server.backend(), server.counters()))
            .build();
    static final StatField CLI_ABRT = u64("cli_abrt", "transfers that the client broke off")
            .backCounter("MCPP", Counter.CLIENT_ABORTS)
            .build();
    static final StatField SRV_ABRT = u64("srv_abrt", "transfers that the server broke off")
            .backCounter("MCPP", Counter.SERVER_ABORTS)
            .build();
    static final StatField COMP_IN =
            compression("comp_in", "bytes of responses given to compression", Counter.COMPRESSION_BYTES_IN);
    static final StatField COMP_OUT =
            compression("comp_out", "bytes that compression made of them", Counter.COMPRESSION_BYTES_OUT);
    static final StatField COMP_BYP =
            compression("comp_byp", "bytes that compression left as they were", Counter.COMPRESSION_BYTES_BYPASSED);
    static final StatField COMP_RSP =
            compression("comp_rsp", "responses that were compressed", Counter.COMPRESSED_RESPONSES);
    static final StatField LASTSESS = s32("lastsess", "seconds since it was last given a session, -1 for never")
            .backend("MAPP", (backend, at) -> lastSession(backend.counters(), at))
            .server("MAPP", (server, at) -> lastSession(server.counters(), at))
            .build();
    static final StatField LAST_CHK = str("last_chk", "what the last health check said in words")
            .serverText("MOPV", (server, at) -> words(server.health()))
            .build();
    static final StatField LAST_AGT = str("last_agt", "what the last agent check said in words")
            .serverText("MOPV", (server, at) -> words(server.agent()))
            .build();
    static final StatField QTIME =
            average("qtime", "milliseconds in the queue, average of 1,024 streams", Timing.QUEUE);
    static final StatField CTIME =
            average("ctime", "milliseconds to connect to the server, average of 1,024 streams", Timing.CONNECT);
    static final StatField RTIME =
            average("rtime", "milliseconds until the response's head, average of 1,024 streams", Timing.RESPONSE);
    static final StatField TTIME = average("ttime", "milliseconds of the whole stream, average of 1,024", Timing.TOTAL);
    static final StatField AGENT_STATUS = str(
                    "agent_status", "result of the last agent check, * while one is under way")
            .serverText("MOPV", (server, at) -> statusWord(server.agent()))
            .build();
    static final StatField AGENT_CODE = u32("agent_code", "status code of the last agent check")
            .server("MOPV", (server, at) -> code(server.agent()))
            .build();
    static final StatField AGENT_DURATION = u64("agent_duration", "milliseconds that the last agent check took")
            .server("MDPV", (server, at) -> duration(server.agent()))
            .build();
    static final StatField CHECK_DESC = str("check_desc", "what check_status means")
            .serverText("MOPV", (server, at) -> meaning(server.health()))
            .build();
    static final StatField AGENT_DESC = str("agent_desc", "what agent_status means")
            .serverText("MOPV", (server, at) -> meaning(server.agent()))
            .build();
    static final StatField CHECK_RISE = u32("check_rise", "passed health checks that bring the server up")
            .server("CGSV", (server, at) -> setting(server.health(), Check::rise))
            .build();
    static final StatField CHECK_FALL = u32("check_fall", "failed health checks that take the server down")
            .server("CGSV", (server, at) -> setting(server.health(), Check::fall))
            .build();
    static final StatField CHECK_HEALTH = u32("check_health", "health by checks: 0 to rise + fall - 1, up from rise on")
            .server("CGSV", (server, at) -> setting(server.health(), Check::health))
            .build();
    static final StatField AGENT_RISE = u32("agent_rise", "good agent checks that bring the server up")
            .server("CGSV", (server, at) -> setting(server.agent(), Check::rise))
            .build();
    static final StatField AGENT_FALL = u32("agent_fall", "bad agent checks that take the server down")
            .server("CGSV", (server, at) -> setting(server.agent(), Check::fall))
            .build();
    static final StatField AGENT_HEALTH = u32("agent_health", "health by agent: 0 to rise + fall - 1, up from rise on")
            .server("CGSV", (server, at) -> setting(server.agent(), Check::health))
            .build();

    static final List<StatField> LIST = List.of(
            CHECK_STATUS,
            CHECK_CODE,
            CHECK_DURATION,
            HRSP_1XX,
            HRSP_2XX,
            HRSP_3XX,
            HRSP_4XX,
            HRSP_5XX,
            HRSP_OTHER,
            HANAFAIL,
            REQ_RATE,
            REQ_RATE_MAX,
            REQ_TOT,
            CLI_ABRT,
            SRV_ABRT,
            COMP_IN,
            COMP_OUT,
            COMP_BYP,
            COMP_RSP,
            LASTSESS,
            LAST_CHK,
            LAST_AGT,
            QTIME,
            CTIME,
            RTIME,
            TTIME,
            AGENT_STATUS,
            AGENT_CODE,
            AGENT_DURATION,
            CHECK_DESC,
            AGENT_DESC,
            CHECK_RISE,
            CHECK_FALL,
            CHECK_HEALTH,
            AGENT_RISE,
            AGENT_FALL,
            AGENT_HEALTH);

    private HealthFields() {}

    private static @Nullable String statusWord(Check check) {
        if (!Subjects.isActive(check)) {
            return null;
        }
        String word = check.last().status().word();
        return check.isRunning() ? "* " + word : word;
    }

    private static long code(Check check) {
        // Codes below layer 7's own results say how far a check got, not what it was told.
        boolean told = Subjects.isActive(check) && check.last().status().compareTo(CheckStatus.L7_OK) >= 0;
        return told ? Math.max(0, check.last().httpStatus()) : ABSENT;
    }

    private static long duration(Check check) {
        boolean done = Subjects.isActive(check) && check.last().status().compareTo(CheckStatus.CHECKED) >= 0;
        return done ? Math.max(0, check.last().durationMillis()) : ABSENT;
    }

    private static @Nullable String words(Check check) {
        CheckResult last = check.last();
        return Subjects.isActive(check) ? last.text() : null;
    }

    private static @Nullable String meaning(Check check) {
        return Subjects.isActive(check) ? check.last().status().description() : null;
    }

    private static long setting(Check check, ToLongFunction<Check> value) {
        return Subjects.isActive(check) ? value.applyAsLong(check) : ABSENT;
    }

    private static long httpRequests(Proxy proxy, CounterSet counters) {
        return Subjects.isHttp(proxy) ? counters.sum(Counter.REQUESTS) : ABSENT;
    }

    private static long lastSession(CounterSet counters, StatMoment at) {
        long last = counters.lastSessionMillis();
        return last == 0 ? -1 : at.secondsSince(last);
    }

    private static StatField average(String name, String description, Timing timing) {
        return u32(name, description)
                .backend("MaPV", (backend, at) -> backend.counters().average(timing))
                .server("MaPV", (server, at) -> server.counters().average(timing))
                .build();
    }

    private static StatField compression(String name, String description, Counter counter) {
        return u64(name, description)
                .frontend("MCPP", (frontend, at) -> frontend.counters().sum(counter))
                .backend("MCPP", (backend, at) -> backend.counters().sum(counter))
                .build();
    }
}
