package dev.sluice.grpc;

import dev.sluice.grpc.v1.Stats;
import dev.sluice.stats.StatField;
import dev.sluice.stats.StatFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which field of a message each statistic fills. A statistic is in this table, or among those that the message tells in another way. */
final class StatTable {
    /** Names, numbers and kinds, which have fields of other types; texts that say the same as an enum. */
    static final Set<String> TOLD_OTHERWISE = Set.of(
            "pxname",
            "svname",
            "iid",
            "sid",
            "type",
            "status",
            "mode",
            "algo",
            "addr",
            "tracked",
            "check_status",
            "agent_status",
            "check_desc",
            "agent_desc",
            "proto");
    /** Always 0 or 1: the program is one process, and some protocols it does not speak yet; fields come with what fills them. */
    static final Set<String> NOT_TOLD = Set.of(
            "pid",
            "agg_server_status",
            "agg_server_check_status",
            "agg_check_status",
            "h2_headers_rcvd",
            "h2_data_rcvd",
            "h2_settings_rcvd",
            "h2_rst_stream_rcvd",
            "h2_goaway_rcvd",
            "h2_detected_conn_protocol_errors",
            "h2_detected_strm_protocol_errors",
            "h2_rst_stream_resp",
            "h2_goaway_resp",
            "h2_open_connections",
            "h2_backend_open_streams",
            "h2_total_connections",
            "h2_backend_total_streams",
            "ssl_sess",
            "ssl_reused_sess",
            "ssl_failed_handshake",
            "ssl_ocsp_staple",
            "ssl_failed_ocsp_staple",
            "h1_spliced_bytes_in",
            "h1_spliced_bytes_out");

    private final Map<String, Fields> byColumn = new LinkedHashMap<>();
    private final Map<StatField, Fields> byField = new LinkedHashMap<>();

    StatTable() {
        first();
        second();
        for (StatField field : StatFields.all()) {
            Fields target = byColumn.get(field.name());
            if (target != null) {
                byField.put(field, target);
            }
        }
    }

    /** The statistics that have a field, and the field. */
    Map<StatField, Fields> all() {
        return byField;
    }

    private void plain(String column, String field) {
        byColumn.put(column, Fields.of(Stats.getDescriptor(), field, Fields.Unit.NONE));
    }

    private void millis(String column, String field) {
        byColumn.put(column, Fields.of(Stats.getDescriptor(), field, Fields.Unit.MILLIS));
    }

    private void seconds(String column, String field) {
        byColumn.put(column, Fields.of(Stats.getDescriptor(), field, Fields.Unit.SECONDS));
    }

    private void first() {
        plain("qcur", "queue_current");
        plain("qmax", "queue_max");
        plain("scur", "sessions_current");
        plain("smax", "sessions_max");
        plain("slim", "sessions_limit");
        plain("stot", "sessions_total");
        plain("bin", "bytes_in");
        plain("bout", "bytes_out");
        plain("dreq", "requests_denied");
        plain("dresp", "responses_denied");
        plain("ereq", "request_errors");
        plain("econ", "connection_errors");
        plain("eresp", "response_errors");
        plain("wretr", "connection_retries");
        plain("wredis", "redispatches");
        plain("weight", "effective_weight");
        plain("act", "active_servers");
        plain("bck", "backup_servers");
        plain("chkfail", "check_failures");
        plain("chkdown", "down_transitions");
        seconds("lastchg", "last_change_age");
        seconds("downtime", "downtime");
        plain("qlimit", "queue_limit");
        plain("throttle", "throttle_percent");
        plain("lbtot", "selections_total");
        plain("rate", "session_rate");
        plain("rate_lim", "session_rate_limit");
        plain("rate_max", "session_rate_max");
        plain("check_code", "check_code");
        millis("check_duration", "check_duration");
        plain("hrsp_1xx", "responses_1xx");
        plain("hrsp_2xx", "responses_2xx");
        plain("hrsp_3xx", "responses_3xx");
        plain("hrsp_4xx", "responses_4xx");
        plain("hrsp_5xx", "responses_5xx");
        plain("hrsp_other", "responses_other");
        plain("hanafail", "health_analysis_failures");
        plain("req_rate", "request_rate");
        plain("req_rate_max", "request_rate_max");
        plain("req_tot", "requests_total");
        plain("cli_abrt", "client_aborts");
        plain("srv_abrt", "server_aborts");
        plain("comp_in", "compression_bytes_in");
        plain("comp_out", "compression_bytes_out");
        plain("comp_byp", "compression_bytes_bypassed");
        plain("comp_rsp", "compressed_responses");
        seconds("lastsess", "last_session_age");
        plain("last_chk", "last_check_message");
        plain("last_agt", "last_agent_message");
        millis("qtime", "queue_time_average");
        millis("ctime", "connect_time_average");
        millis("rtime", "response_time_average");
        millis("ttime", "total_time_average");
    }

    private void second() {
        plain("agent_code", "agent_code");
        millis("agent_duration", "agent_duration");
        plain("check_rise", "check_rise");
        plain("check_fall", "check_fall");
        plain("check_health", "check_health");
        plain("agent_rise", "agent_rise");
        plain("agent_fall", "agent_fall");
        plain("agent_health", "agent_health");
        plain("cookie", "cookie");
        plain("conn_rate", "connection_rate");
        plain("conn_rate_max", "connection_rate_max");
        plain("conn_tot", "connections_total");
        plain("intercepted", "requests_intercepted");
        plain("dcon", "connections_denied");
        plain("dses", "sessions_denied");
        plain("wrew", "rewrite_failures");
        plain("connect", "connection_attempts");
        plain("reuse", "connection_reuses");
        plain("cache_lookups", "cache_lookups");
        plain("cache_hits", "cache_hits");
        plain("srv_icur", "idle_connections");
        plain("src_ilim", "idle_connections_limit");
        millis("qtime_max", "queue_time_max");
        millis("ctime_max", "connect_time_max");
        millis("rtime_max", "response_time_max");
        millis("ttime_max", "total_time_max");
        plain("eint", "internal_errors");
        plain("idle_conn_cur", "unsafe_idle_connections");
        plain("safe_conn_cur", "safe_idle_connections");
        plain("used_conn_cur", "used_connections");
        plain("need_conn_est", "needed_connections");
        plain("uweight", "weight");
        plain("srid", "server_revision");
        plain("sess_other", "other_sessions");
        plain("h1sess", "http1_sessions");
        plain("h2sess", "http2_sessions");
        plain("h3sess", "http3_sessions");
        plain("req_other", "other_requests");
        plain("h1req", "http1_requests");
        plain("h2req", "http2_requests");
        plain("h3req", "http3_requests");
        plain("priv_idle_cur", "private_idle_connections");
        plain("reqbin", "request_bytes_in");
        plain("reqbout", "request_bytes_out");
        plain("resbin", "response_bytes_in");
        plain("resbout", "response_bytes_out");
        plain("cache_hint_hits", "cache_hint_hits");
        plain("h1_open_connections", "http1_open_connections");
        plain("h1_open_streams", "http1_open_streams");
        plain("h1_total_connections", "http1_connections_total");
        plain("h1_total_streams", "http1_streams_total");
        plain("h1_bytes_in", "http1_bytes_in");
        plain("h1_bytes_out", "http1_bytes_out");
    }
}
