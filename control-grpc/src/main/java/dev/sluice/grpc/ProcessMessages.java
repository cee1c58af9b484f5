package dev.sluice.grpc;

import dev.sluice.grpc.v1.Limits;
import dev.sluice.grpc.v1.Process;
import dev.sluice.state.Clock;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.stats.FieldValue;
import dev.sluice.stats.InfoField;
import dev.sluice.stats.InfoFields;
import dev.sluice.stats.InfoMoment;
import dev.sluice.stats.ProcessFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The process as a message. Each line of {@code show info} fills a field, or is among those that are told otherwise or not at all. */
final class ProcessMessages {
    /** Times and limits, which have fields of other types; the same once more in another unit or as text. */
    static final Set<String> TOLD_OTHERWISE = Set.of(
            "Uptime",
            "Uptime_sec",
            "Start_time_sec",
            "BootTime_ms",
            "Maxconn",
            "Hard_maxconn",
            "ConnRateLimit",
            "SessRateLimit",
            "SslRateLimit",
            "CompressBpsRateLim",
            "Memmax_MB",
            "PoolAlloc_MB",
            "PoolUsed_MB",
            "Maxsock",
            "Build info");
    /** Constants of HAProxy's own insides, and what the program does not do yet; fields come with what fills them. */
    static final Set<String> NOT_TOLD = Set.of(
            "Nbproc",
            "Process_num",
            "PoolFailed",
            "MaxSslConns",
            "CurrSslConns",
            "CumSslConns",
            "Maxpipes",
            "PipesUsed",
            "PipesFree",
            "SslRate",
            "MaxSslRate",
            "SslFrontendKeyRate",
            "SslFrontendMaxKeyRate",
            "SslFrontendSessionReuse_pct",
            "SslBackendKeyRate",
            "SslBackendMaxKeyRate",
            "SslCacheLookups",
            "SslCacheMisses",
            "CompressBpsIn",
            "CompressBpsOut",
            "ZlibMemUsage",
            "MaxZlibMemUsage",
            "Unstoppable Jobs",
            "ActivePeers",
            "ConnectedPeers",
            "BusyPolling",
            "FailedResolutions",
            "DebugCommandsIssued",
            "CumRecvLogs",
            "Tainted",
            "Niced_tasks",
            "BlockedTrafficWarnings",
            "PatternsAdded",
            "PatternsFreed",
            "NbThreadGroups");

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("Name", "name"),
            Map.entry("Version", "version"),
            Map.entry("Release_date", "release_date"),
            Map.entry("node", "node"),
            Map.entry("description", "description"),
            Map.entry("Pid", "pid"),
            Map.entry("Nbthread", "workers"),
            Map.entry("CurrConns", "current_connections"),
            Map.entry("CumConns", "total_connections"),
            Map.entry("CumReq", "total_requests"),
            Map.entry("CurrStreams", "current_streams"),
            Map.entry("CumStreams", "total_streams"),
            Map.entry("ConnRate", "connection_rate"),
            Map.entry("MaxConnRate", "connection_rate_max"),
            Map.entry("SessRate", "session_rate"),
            Map.entry("MaxSessRate", "session_rate_max"),
            Map.entry("TotalBytesOut", "total_bytes_out"),
            Map.entry("TotalSplicedBytesOut", "total_spliced_bytes_out"),
            Map.entry("BytesOutRate", "bytes_out_rate"),
            Map.entry("MaxconnReached", "max_connections_reached"),
            Map.entry("Stopping", "stopping"),
            Map.entry("Jobs", "jobs"),
            Map.entry("Listeners", "listeners"),
            Map.entry("Tasks", "tasks"),
            Map.entry("Run_queue", "runnable_tasks"),
            Map.entry("Idle_pct", "idle_percent"),
            Map.entry("Ulimit-n", "descriptor_limit"),
            Map.entry("Memmax_bytes", "memory_limit_bytes"),
            Map.entry("PoolAlloc_bytes", "memory_reserved_bytes"),
            Map.entry("PoolUsed_bytes", "memory_used_bytes"),
            Map.entry("DroppedLogs", "dropped_logs"),
            Map.entry("TotalWarnings", "total_warnings"));

    private final Map<InfoField, Fields> table = new LinkedHashMap<>();
    private final ProcessFacts facts;
    private final Clock clock;

    ProcessMessages(ProcessFacts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
        for (InfoField field : InfoFields.all()) {
            String target = FIELDS.get(field.name());
            if (target != null) {
                table.put(field, Fields.of(Process.getDescriptor(), target, Fields.Unit.NONE));
            }
        }
    }

    /** The lines that have a field. */
    Set<InfoField> told() {
        return table.keySet();
    }

    /** The process as it is now. */
    Process process(RuntimeState state) {
        ProcessState.Identity identity = state.process().identity();
        InfoMoment now = InfoMoment.of(state, facts, clock);
        Process.Builder message = Process.newBuilder();
        table.forEach((field, target) -> {
            FieldValue value = field.value(now);
            if (value != null) {
                target.set(message, value);
            }
        });
        return message.setStartTime(Times.wall(identity.startWallMillis()))
                .setUptime(Times.duration(Math.max(0, now.nowMillis() - identity.startMillis())))
                .setBootDuration(Times.duration(facts.bootMillis()))
                .setLimits(limits(state.process()))
                .build();
    }

    /** The limits as they are now. */
    static Limits limits(ProcessState process) {
        return Limits.newBuilder()
                .setMaxConnections(process.maxconn())
                .setHardMaxConnections(process.hardMaxconn())
                .setConnectionRate(process.connectionRateLimit())
                .setSessionRate(process.sessionRateLimit())
                .setSslSessionRate(process.sslRateLimit())
                .setHttpCompressionBytesRate(process.compressionRateLimit())
                .build();
    }
}
