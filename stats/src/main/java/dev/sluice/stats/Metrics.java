package dev.sluice.stats;

import static dev.sluice.stats.Metric.counter;
import static dev.sluice.stats.Metric.gauge;
import static dev.sluice.stats.SubjectKind.BACKEND;
import static dev.sluice.stats.SubjectKind.FRONTEND;
import static dev.sluice.stats.SubjectKind.LISTENER;
import static dev.sluice.stats.SubjectKind.SERVER;

import dev.sluice.stats.Metric.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** HAProxy's names for the statistics as metrics, in the order of the columns they come from. */
final class Metrics {
    private static final SubjectKind[] EACH = {FRONTEND, LISTENER, BACKEND, SERVER};
    private static final SubjectKind[] BACK = {BACKEND, SERVER};
    private static final SubjectKind[] FRONT = {FRONTEND, LISTENER};

    static final List<Metric> ALL = joined(List.of(sessions(), health(), later()));
    static final List<Metric> WITH_MODULES = joined(List.of(ALL, modules()));

    private Metrics() {}

    private static List<Metric> sessions() {
        return List.of(
                gauge("current_queue", CoreFields.QCUR, BACK),
                gauge("max_queue", CoreFields.QMAX, BACK),
                gauge("current_sessions", CoreFields.SCUR, EACH),
                gauge("max_sessions", CoreFields.SMAX, EACH),
                gauge("limit_sessions", CoreFields.SLIM, EACH),
                counter("sessions_total", CoreFields.STOT, EACH),
                counter("bytes_in_total", CoreFields.BIN, EACH),
                counter("bytes_out_total", CoreFields.BOUT, EACH),
                counter("requests_denied_total", CoreFields.DREQ, FRONTEND, LISTENER, BACKEND),
                counter("responses_denied_total", CoreFields.DRESP, EACH),
                counter("request_errors_total", CoreFields.EREQ, FRONT),
                counter("connection_errors_total", CoreFields.ECON, BACK),
                counter("response_errors_total", CoreFields.ERESP, BACK),
                counter("retry_warnings_total", CoreFields.WRETR, BACK),
                counter("redispatch_warnings_total", CoreFields.WREDIS, BACK),
                gauge("status", CoreFields.STATUS, EACH).as(Shape.STATUS),
                gauge("weight", CoreFields.WEIGHT, BACK),
                gauge("active_servers", CoreFields.ACT, BACKEND),
                gauge("backup_servers", CoreFields.BCK, BACKEND),
                gauge("active", CoreFields.ACT, SERVER),
                gauge("backup", CoreFields.BCK, SERVER),
                counter("check_failures_total", CoreFields.CHKFAIL, SERVER),
                counter("check_up_down_total", CoreFields.CHKDOWN, BACK),
                gauge("check_last_change_seconds", CoreFields.LASTCHG, BACK),
                counter("downtime_seconds_total", CoreFields.DOWNTIME, BACK),
                gauge("queue_limit", CoreFields.QLIMIT, SERVER),
                gauge("current_throttle", CoreFields.THROTTLE, SERVER),
                counter("loadbalanced_total", CoreFields.LBTOT, BACK),
                gauge("current_session_rate", CoreFields.RATE, FRONTEND, BACKEND, SERVER),
                gauge("limit_session_rate", CoreFields.RATE_LIM, FRONTEND),
                gauge("max_session_rate", CoreFields.RATE_MAX, FRONTEND, BACKEND, SERVER));
    }

    private static List<Metric> health() {
        return List.of(
                gauge("check_status", HealthFields.CHECK_STATUS, SERVER).as(Shape.CHECK_STATUS),
                gauge("check_code", HealthFields.CHECK_CODE, SERVER).as(Shape.CHECK_CODE),
                gauge("check_duration_seconds", HealthFields.CHECK_DURATION, SERVER)
                        .as(Shape.SECONDS_IF_KNOWN),
                counter("http_responses_total", HealthFields.HRSP_1XX, FRONTEND, BACKEND, SERVER)
                        .as(Shape.RESPONSES),
                gauge("http_requests_rate_max", HealthFields.REQ_RATE_MAX, FRONTEND)
                        .as(Shape.HTTP),
                counter("http_requests_total", HealthFields.REQ_TOT, FRONTEND, BACKEND, SERVER)
                        .as(Shape.HTTP),
                counter("client_aborts_total", HealthFields.CLI_ABRT, BACK),
                counter("server_aborts_total", HealthFields.SRV_ABRT, BACK),
                counter("http_comp_bytes_in_total", HealthFields.COMP_IN, FRONTEND, BACKEND)
                        .as(Shape.HTTP),
                counter("http_comp_bytes_out_total", HealthFields.COMP_OUT, FRONTEND, BACKEND)
                        .as(Shape.HTTP),
                counter("http_comp_bytes_bypassed_total", HealthFields.COMP_BYP, FRONTEND, BACKEND)
                        .as(Shape.HTTP),
                counter("http_comp_responses_total", HealthFields.COMP_RSP, FRONTEND, BACKEND)
                        .as(Shape.HTTP),
                gauge("last_session_seconds", HealthFields.LASTSESS, BACK),
                gauge("queue_time_average_seconds", HealthFields.QTIME, BACK).as(Shape.SECONDS),
                gauge("connect_time_average_seconds", HealthFields.CTIME, BACK).as(Shape.SECONDS),
                gauge("response_time_average_seconds", HealthFields.RTIME, BACK).as(Shape.SECONDS),
                gauge("total_time_average_seconds", HealthFields.TTIME, BACK).as(Shape.SECONDS),
                gauge("agent_status", HealthFields.AGENT_STATUS, SERVER).as(Shape.AGENT_STATUS),
                gauge("agent_code", HealthFields.AGENT_CODE, SERVER).as(Shape.AGENT_CODE),
                gauge("agent_duration_seconds", HealthFields.AGENT_DURATION, SERVER)
                        .as(Shape.SECONDS_IF_KNOWN));
    }

    private static List<Metric> later() {
        return List.of(
                gauge("connections_rate_max", LaterFields.CONN_RATE_MAX, FRONTEND),
                counter("connections_total", LaterFields.CONN_TOT, FRONT),
                counter("intercepted_requests_total", LaterFields.INTERCEPTED, FRONTEND)
                        .as(Shape.HTTP),
                counter("denied_connections_total", LaterFields.DCON, FRONT),
                counter("denied_sessions_total", LaterFields.DSES, FRONT),
                counter("failed_header_rewriting_total", LaterFields.WREW, EACH),
                counter("connection_attempts_total", LaterFields.CONNECT, BACK),
                counter("connection_reuses_total", LaterFields.REUSE, BACK),
                counter("http_cache_lookups_total", LaterFields.CACHE_LOOKUPS, FRONTEND, BACKEND)
                        .as(Shape.HTTP),
                counter("http_cache_hits_total", LaterFields.CACHE_HITS, FRONTEND, BACKEND)
                        .as(Shape.HTTP),
                gauge("idle_connections_current", LaterFields.SRV_ICUR, SERVER),
                gauge("idle_connections_limit", LaterFields.SRC_ILIM, SERVER),
                gauge("max_queue_time_seconds", LaterFields.QTIME_MAX, BACK).as(Shape.SECONDS),
                gauge("max_connect_time_seconds", LaterFields.CTIME_MAX, BACK).as(Shape.SECONDS),
                gauge("max_response_time_seconds", LaterFields.RTIME_MAX, BACK).as(Shape.SECONDS),
                gauge("max_total_time_seconds", LaterFields.TTIME_MAX, BACK).as(Shape.SECONDS),
                counter("internal_errors_total", LaterFields.EINT, EACH),
                gauge("unsafe_idle_connections_current", LaterFields.IDLE_CONN_CUR, SERVER),
                gauge("safe_idle_connections_current", LaterFields.SAFE_CONN_CUR, SERVER),
                gauge("used_connections_current", LaterFields.USED_CONN_CUR, SERVER),
                gauge("need_connections_current", LaterFields.NEED_CONN_EST, SERVER),
                gauge("uweight", LaterFields.UWEIGHT, BACK),
                gauge("agg_server_status", LaterFields.AGG_SERVER_STATUS, BACKEND)
                        .as(Shape.SERVERS_BY_STATUS),
                gauge("agg_server_check_status", LaterFields.AGG_SERVER_CHECK_STATUS, BACKEND)
                        .as(Shape.SERVERS_BY_STATUS),
                gauge("agg_check_status", LaterFields.AGG_CHECK_STATUS, BACKEND).as(Shape.SERVERS_BY_CHECK),
                gauge("private_idle_connections_current", LaterFields.PRIV_IDLE_CUR, SERVER),
                counter("req_bytes_in_total", LaterFields.REQBIN, EACH),
                counter("req_bytes_out_total", LaterFields.REQBOUT, EACH),
                counter("res_bytes_in_total", LaterFields.RESBIN, EACH),
                counter("res_bytes_out_total", LaterFields.RESBOUT, EACH),
                counter("http_cache_hint_hits_total", LaterFields.CACHE_HINT_HITS, FRONTEND, BACKEND)
                        .as(Shape.HTTP));
    }

    private static List<Metric> modules() {
        return ModuleFields.LIST.stream().map(Metrics::module).toList();
    }

    private static Metric module(StatField field) {
        Set<SubjectKind> kinds =
                Arrays.stream(EACH).filter(kind -> field.tags(kind) != null).collect(Collectors.toSet());
        return new Metric(field.name(), true, field, kinds, Shape.MODULE);
    }

    private static List<Metric> joined(List<List<Metric>> lists) {
        List<Metric> all = new ArrayList<>();
        lists.forEach(all::addAll);
        return List.copyOf(all);
    }
}
