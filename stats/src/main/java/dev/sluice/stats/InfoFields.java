package dev.sluice.stats;

import static dev.sluice.stats.InfoField.str;
import static dev.sluice.stats.InfoField.u32;
import static dev.sluice.stats.InfoField.u64;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Setting;
import dev.sluice.pattern.PatternReference;
import dev.sluice.state.Counter;
import dev.sluice.state.Frontend;
import dev.sluice.state.Rate;
import dev.sluice.state.TlsTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All lines of {@code show info} in order; clients read the typed format by position, so the order only ever grows at its end. */
public final class InfoFields {
    private static final long MEGABYTE = 1 << 20;

    private static final List<InfoField> PROCESS = List.of(
            str(
                    "Name",
                    "POSV",
                    "name of the product",
                    at -> at.process().identity().name()),
            str("Version", "POSV", "version of the product", at -> version(at)),
            str(
                    "Release_date",
                    "POSV",
                    "date of this version",
                    at -> at.process().identity().releaseDate()),
            u32("Nbthread", "CGSV", "workers", at -> at.process().identity().threads()),
            u32("Nbproc", "CGSV", "processes, always 1", at -> 1),
            u32("Process_num", "KGPV", "number of this process, always 1", at -> 1),
            u32(
                    "Pid",
                    "SGPV",
                    "number the system gave this process",
                    at -> at.process().identity().pid()),
            str("Uptime", "MDPV", "time since start, in days, hours, minutes and seconds", InfoFields::uptime),
            u32("Uptime_sec", "MDPV", "seconds since start", at -> at.uptimeMillis() / 1000)
                    .exactly(at -> at.uptimeMillis() / 1000.0),
            u32(
                    "Memmax_MB",
                    "CLPV",
                    "limit of memory in megabytes (-m), 0 for none",
                    at -> at.facts().memoryLimitBytes() / MEGABYTE),
            u32(
                    "PoolAlloc_MB",
                    "MGPV",
                    "memory reserved, in megabytes",
                    at -> at.facts().memoryReservedBytes() / MEGABYTE),
            u32(
                    "PoolUsed_MB",
                    "MGPV",
                    "memory in use, in megabytes",
                    at -> at.facts().memoryUsedBytes() / MEGABYTE),
            none("PoolFailed", "MCPV", "allocations that failed"),
            u32(
                    "Ulimit-n",
                    "CLPV",
                    "descriptors the process may open",
                    at -> at.facts().descriptorLimit()),
            u32(
                    "Maxsock",
                    "CLPV",
                    "sockets the process may open",
                    at -> at.facts().descriptorLimit()),
            u32(
                    "Maxconn",
                    "CLPV",
                    "client connections taken at once",
                    at -> at.process().maxconn()),
            u32(
                    "Hard_maxconn",
                    "CLPV",
                    "what Maxconn may be raised to",
                    at -> at.process().hardMaxconn()));

    private static final List<InfoField> TRAFFIC = List.of(
            u32(
                    "CurrConns",
                    "MGPV",
                    "client connections open now",
                    at -> at.process().connections().get()),
            u32("CumConns", "MCPV", "client connections since start", at -> sum(at, Counter.CONNECTIONS)),
            u32("CumReq", "MCPV", "requests since start", at -> sum(at, Counter.REQUESTS)),
            none("MaxSslConns", "MMPV", "TLS connections allowed at once, 0 for no limit"),
            u32("CurrSslConns", "MGPV", "TLS connections open now", at -> tls(at).open()),
            u32("CumSslConns", "MCPV", "TLS connections since start", at -> tls(at).total()),
            none("Maxpipes", "CLPV", "pipes for splicing allowed, 0 for no limit"),
            none("PipesUsed", "MGPV", "pipes for splicing in use"),
            none("PipesFree", "MGPV", "pipes for splicing that wait for use"),
            rate(
                    "ConnRate",
                    "MRPV",
                    "client connections in the last second",
                    at -> at.process().connectionRate()),
            u32(
                    "ConnRateLimit",
                    "CLPV",
                    "connections that may come in a second, 0 for no limit",
                    at -> at.process().connectionRateLimit()),
            u32(
                    "MaxConnRate",
                    "MMPV",
                    "most connections in a second",
                    at -> at.process().connectionRate().maximum(at.nowMillis())),
            rate(
                    "SessRate",
                    "MRPV",
                    "sessions in the last second",
                    at -> at.process().sessionRate()),
            u32(
                    "SessRateLimit",
                    "CLPV",
                    "sessions that may come in a second, 0 for no limit",
                    at -> at.process().sessionRateLimit()),
            u32(
                    "MaxSessRate",
                    "MRPV",
                    "most sessions in a second",
                    at -> at.process().sessionRate().maximum(at.nowMillis())),
            rate("SslRate", "MRPV", "TLS connections in the last second", at -> tls(at).clientRate()),
            u32(
                    "SslRateLimit",
                    "CLPV",
                    "TLS connections that may come in a second, 0 for no limit",
                    at -> at.process().sslRateLimit()),
            most("MaxSslRate", "most TLS connections in a second", at -> tls(at).clientRate()),
            rate(
                    "SslFrontendKeyRate",
                    "MGPV",
                    "TLS keys made with clients in the last second",
                    at -> tls(at).clientKeyRate()),
            most("SslFrontendMaxKeyRate", "most TLS keys made with clients in a second", at -> tls(at).clientKeyRate()),
            u32(
                            "SslFrontendSessionReuse_pct",
                            "MGPV",
                            "percent of client TLS connections that needed no new key",
                            at -> tls(at).reusedPercent(at.nowMillis()))
                    .exactly(at -> tls(at).reusedPercent(at.nowMillis())),
            rate(
                    "SslBackendKeyRate",
                    "MRPV",
                    "TLS keys made with servers in the last second",
                    at -> tls(at).serverKeyRate()),
            most("SslBackendMaxKeyRate", "most TLS keys made with servers in a second", at -> tls(at).serverKeyRate()),
            u32("SslCacheLookups", "MCPV", "look-ups of TLS sessions", at -> tls(at).lookups()),
            u32("SslCacheMisses", "MCPV", "look-ups of TLS sessions that found none", at -> tls(at).misses()),
            rate(
                    "CompressBpsIn",
                    "MRPV",
                    "bytes given to compression in the last second",
                    at -> at.process().compression().rateIn()),
            rate(
                    "CompressBpsOut",
                    "MRPV",
                    "bytes that compression made in the last second",
                    at -> at.process().compression().rateOut()),
            u32(
                    "CompressBpsRateLim",
                    "CLPV",
                    "bytes a second past which nothing more is compressed, 0 for no limit",
                    at -> at.process().compressionRateLimit()),
            u32(
                    "ZlibMemUsage",
                    "MGPV",
                    "bytes of memory that compression uses",
                    at -> at.process().compression().memoryBytes()),
            u32(
                    "MaxZlibMemUsage",
                    "CLPV",
                    "bytes of memory that compression may use, 0 for no limit",
                    at -> (long) at.state().configuration().global().get(GlobalSettings.MAX_COMPRESSION_MEMORY) << 20));

    private static final List<InfoField> REST = List.of(
            u32("Tasks", "MGPV", "tasks, at work or asleep", at -> at.facts().tasks()),
            u32(
                    "Run_queue",
                    "MGPV",
                    "tasks that could go on now",
                    at -> at.facts().runnableTasks()),
            u32(
                    "Idle_pct",
                    "MaPV",
                    "percent of the last second that the workers waited",
                    at -> at.facts().idlePercent()),
            str("node", "COSV", "name of the node", InfoFields::node),
            str(
                    "description",
                    "COSV",
                    "description of the node",
                    at -> orNull(configured(at, GlobalSettings.DESCRIPTION))),
            u32(
                    "Stopping",
                    "MGPV",
                    "1 while it finishes before its end",
                    at -> at.process().isStopping() ? 1 : 0),
            u32(
                    "Jobs",
                    "MGPV",
                    "listeners and connections that keep it alive",
                    at -> listeners(at)
                            + at.process().connections().get()
                            + at.facts().adminConnections()),
            none("Unstoppable Jobs", "MGPV", "of these what a soft stop does not wait for"),
            u32("Listeners", "MGPV", "sockets that listen", InfoFields::listeners),
            none("ActivePeers", "MGPV", "connections to peers that were verified"),
            none("ConnectedPeers", "MGPV", "connections to peers"),
            u32(
                    "DroppedLogs",
                    "MGPV",
                    "log messages that no target took",
                    at -> at.process().droppedLogs().get()),
            none("BusyPolling", "MGPV", "1 while workers poll without waiting"),
            none("FailedResolutions", "MGPV", "names that could not be resolved"),
            u64("TotalBytesOut", "MGPV", "bytes sent to clients", at -> sum(at, Counter.RESPONSE_BYTES_OUT)),
            u64(
                    "TotalSplicedBytesOut",
                    "MGPV",
                    "of these the bytes that were spliced",
                    at -> sum(at, Counter.SPLICED_BYTES)),
            u64(
                    "BytesOutRate",
                    "MRPV",
                    "bytes sent to clients in the last second",
                    at -> at.process().bytesOutRate().perSecond(at.nowMillis())),
            none("DebugCommandsIssued", "MGPV", "debugging commands used; any makes the process unsafe"),
            u32(
                    "CumRecvLogs",
                    "MCPV",
                    "log messages received for forwarding",
                    at -> at.process().receivedLogs().sum()),
            str("Build info", "POSV", "version of the build", at -> version(at)),
            u32(
                    "Memmax_bytes",
                    "CLPV",
                    "limit of memory in bytes (-m), 0 for none",
                    at -> at.facts().memoryLimitBytes()),
            u64(
                    "PoolAlloc_bytes",
                    "MGPV",
                    "memory reserved, in bytes",
                    at -> at.facts().memoryReservedBytes()),
            u64(
                    "PoolUsed_bytes",
                    "MGPV",
                    "memory in use, in bytes",
                    at -> at.facts().memoryUsedBytes()),
            u32(
                            "Start_time_sec",
                            "MDPV",
                            "time of start, in seconds since 1970",
                            at -> at.process().identity().startWallMillis() / 1000)
                    .exactly(at -> at.process().identity().startWallMillis() / 1000.0),
            str("Tainted", "SGPV", "experimental features in use, as bits", InfoFields::tainted),
            u32(
                    "TotalWarnings",
                    "MCPV",
                    "warnings since start",
                    at -> at.facts().warnings()),
            u32(
                    "MaxconnReached",
                    "MCPV",
                    "times that Maxconn held clients back",
                    at -> at.process().maxconnReached().get()),
            u32(
                    "BootTime_ms",
                    "MDPV",
                    "milliseconds from start to readiness",
                    at -> at.facts().bootMillis()),
            none("Niced_tasks", "MGPV", "of the tasks that could go on those with a lower priority"),
            u64(
                    "CurrStreams",
                    "MGPV",
                    "streams open now",
                    at -> at.process().streams().get()),
            u64("CumStreams", "MGPV", "streams since start", at -> sum(at, Counter.REQUESTS)),
            none("BlockedTrafficWarnings", "MGPV", "warnings that a task held up traffic"),
            u64("PatternsAdded", "MGPV", "entries added to ACLs and maps", InfoFields::patternsAdded),
            u64("PatternsFreed", "MGPV", "entries removed from ACLs and maps", InfoFields::patternsFreed),
            u32("NbThreadGroups", "CGSV", "groups of workers, always 1", at -> 1));

    private static final List<InfoField> ALL = joined();

    private InfoFields() {}

    /** The lowest bit says that the configuration has directives that may still change. */
    private static String tainted(InfoMoment at) {
        return at.state().configuration().global().get(GlobalSettings.EXPERIMENTAL) == GlobalSettings.Experiments.USED
                ? "0x1"
                : "0";
    }

    /** All of them; the index is the position that the typed and JSON formats show. */
    public static List<InfoField> all() {
        return ALL;
    }

    private static List<InfoField> joined() {
        List<InfoField> all = new ArrayList<>(PROCESS);
        all.addAll(TRAFFIC);
        all.addAll(REST);
        return List.copyOf(all);
    }

    private static long patternsAdded(InfoMoment at) {
        return at.state().patterns().all().stream()
                .mapToLong(PatternReference::added)
                .sum();
    }

    private static long patternsFreed(InfoMoment at) {
        return at.state().patterns().all().stream()
                .mapToLong(reference -> reference.added() - reference.count())
                .sum();
    }

    private static String version(InfoMoment at) {
        return at.process().identity().version();
    }

    private static String uptime(InfoMoment at) {
        long seconds = at.uptimeMillis() / 1000;
        return String.format(
                Locale.ROOT,
                "%dd %dh%02dm%02ds",
                seconds / 86_400,
                seconds / 3600 % 24,
                seconds / 60 % 60,
                seconds % 60);
    }

    private static String node(InfoMoment at) {
        String node = configured(at, GlobalSettings.NODE);
        return node.isEmpty() ? at.facts().hostName() : node;
    }

    private static String configured(InfoMoment at, Setting<String> setting) {
        return at.state().configuration().global().get(setting);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static long listeners(InfoMoment at) {
        long open = at.facts().adminListeners();
        for (Frontend frontend : at.state().topology().frontends()) {
            if (frontend.status() == Frontend.Status.OPEN) {
                open += frontend.listeners().size();
            }
        }
        return open;
    }

    private static long sum(InfoMoment at, Counter counter) {
        return at.process().counters().sum(counter);
    }

    private static TlsTraffic tls(InfoMoment at) {
        return at.process().tls();
    }

    private static InfoField most(String name, String description, Function<InfoMoment, Rate> rate) {
        return u32(name, "MMPV", description, at -> rate.apply(at).maximum(at.nowMillis()));
    }

    private static InfoField rate(String name, String letters, String description, Function<InfoMoment, Rate> rate) {
        return u32(name, letters, description, at -> rate.apply(at).perSecond(at.nowMillis()))
                .exactly(at -> rate.apply(at).perSecondExact(at.nowMillis()));
    }

    /** Always 0: what it would count does not exist yet, and the line has its place. */
    private static InfoField none(String name, String letters, String description) {
        return u32(name, letters, description, at -> 0);
    }
}
