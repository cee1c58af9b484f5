package dev.sluice.stats;

import java.util.List;

/**
 * A line of {@code show info} as Prometheus sees it.
 *
 * @param name its name after {@code haproxy_process_}
 * @param counter whether it only grows; else it is a gauge
 * @param field what it is read from
 * @param label under which name a text is shown; the sample then is 1
 */
record ProcessMetric(String name, boolean counter, InfoField field, String label) {
    /** HAProxy's names, in the order of the lines they come from. */
    static final List<ProcessMetric> ALL = List.of(
            gauge("nbthread", "Nbthread"),
            gauge("nbproc", "Nbproc"),
            gauge("relative_process_id", "Process_num"),
            gauge("uptime_seconds", "Uptime_sec"),
            counter("pool_failures_total", "PoolFailed"),
            gauge("max_fds", "Ulimit-n"),
            gauge("max_sockets", "Maxsock"),
            gauge("max_connections", "Maxconn"),
            gauge("hard_max_connections", "Hard_maxconn"),
            gauge("current_connections", "CurrConns"),
            counter("connections_total", "CumConns"),
            counter("requests_total", "CumReq"),
            gauge("max_ssl_connections", "MaxSslConns"),
            gauge("current_ssl_connections", "CurrSslConns"),
            counter("ssl_connections_total", "CumSslConns"),
            gauge("max_pipes", "Maxpipes"),
            counter("pipes_used_total", "PipesUsed"),
            counter("pipes_free_total", "PipesFree"),
            gauge("current_connection_rate", "ConnRate"),
            gauge("limit_connection_rate", "ConnRateLimit"),
            gauge("max_connection_rate", "MaxConnRate"),
            gauge("current_session_rate", "SessRate"),
            gauge("limit_session_rate", "SessRateLimit"),
            gauge("max_session_rate", "MaxSessRate"),
            gauge("current_ssl_rate", "SslRate"),
            gauge("limit_ssl_rate", "SslRateLimit"),
            gauge("max_ssl_rate", "MaxSslRate"),
            gauge("current_frontend_ssl_key_rate", "SslFrontendKeyRate"),
            gauge("max_frontend_ssl_key_rate", "SslFrontendMaxKeyRate"),
            gauge("frontend_ssl_reuse", "SslFrontendSessionReuse_pct"),
            gauge("current_backend_ssl_key_rate", "SslBackendKeyRate"),
            gauge("max_backend_ssl_key_rate", "SslBackendMaxKeyRate"),
            counter("ssl_cache_lookups_total", "SslCacheLookups"),
            counter("ssl_cache_misses_total", "SslCacheMisses"),
            counter("http_comp_bytes_in_total", "CompressBpsIn"),
            counter("http_comp_bytes_out_total", "CompressBpsOut"),
            gauge("limit_http_comp", "CompressBpsRateLim"),
            gauge("current_zlib_memory", "ZlibMemUsage"),
            gauge("max_zlib_memory", "MaxZlibMemUsage"),
            gauge("current_tasks", "Tasks"),
            gauge("current_run_queue", "Run_queue"),
            gauge("idle_time_percent", "Idle_pct"),
            text("node", "node", "node"),
            text("description", "description", "desc"),
            gauge("stopping", "Stopping"),
            gauge("jobs", "Jobs"),
            gauge("unstoppable_jobs", "Unstoppable Jobs"),
            gauge("listeners", "Listeners"),
            gauge("active_peers", "ActivePeers"),
            gauge("connected_peers", "ConnectedPeers"),
            counter("dropped_logs_total", "DroppedLogs"),
            gauge("busy_polling_enabled", "BusyPolling"),
            counter("failed_resolutions", "FailedResolutions"),
            counter("bytes_out_total", "TotalBytesOut"),
            counter("spliced_bytes_out_total", "TotalSplicedBytesOut"),
            gauge("bytes_out_rate", "BytesOutRate"),
            counter("recv_logs_total", "CumRecvLogs"),
            text("build_info", "Build info", "version"),
            gauge("max_memory_bytes", "Memmax_bytes"),
            gauge("pool_allocated_bytes", "PoolAlloc_bytes"),
            gauge("pool_used_bytes", "PoolUsed_bytes"),
            gauge("start_time_seconds", "Start_time_sec"),
            counter("total_warnings", "TotalWarnings"),
            gauge("patterns_added_total", "PatternsAdded"),
            gauge("patterns_freed_total", "PatternsFreed"),
            gauge("nb_thread_groups", "NbThreadGroups"));

    private static ProcessMetric gauge(String name, String line) {
        return new ProcessMetric(name, false, field(line), "");
    }

    private static ProcessMetric counter(String name, String line) {
        return new ProcessMetric(name, true, field(line), "");
    }

    private static ProcessMetric text(String name, String line, String label) {
        return new ProcessMetric(name, false, field(line), label);
    }

    private static InfoField field(String line) {
        return InfoFields.all().stream()
                .filter(field -> field.name().equals(line))
                .findFirst()
                .orElseThrow();
    }
}
