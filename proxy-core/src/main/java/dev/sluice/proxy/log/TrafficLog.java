package dev.sluice.proxy.log;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.LogTarget;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Clock;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Frontend;
import dev.sluice.state.ProcessState;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What sessions and the program log to. Any thread may write. */
public final class TrafficLog {
    /** Severity of a line about traffic (RFC 5424 section 6.2.1). */
    private static final int INFO = 6;

    private final RuntimeState state;
    private final Clock clock;
    private final LogSender sender;
    private final Map<Proxy, LogPlan> plans = new ConcurrentHashMap<>();
    /** Each worker uses its own slot. */
    private final AtomicReferenceArray<LogEntry> entries = new AtomicReferenceArray<>(CounterSet.WORKERS_MAX);

    /** A log whose targets are those of {@code state}'s configuration. */
    public TrafficLog(RuntimeState state, Clock clock, LogSender sender) {
        this.state = state;
        this.clock = clock;
        this.sender = sender;
    }

    /** Opens the targets of all proxies, while the program may still do so: before chroot, before privileges are dropped. */
    public CompletableFuture<Void> open() {
        List<LogTarget> all = new ArrayList<>(state.configuration().global().get(GlobalSettings.LOG));
        for (ProxySpec proxy : state.configuration().proxies()) {
            all.addAll(proxy.settings().get(ProxySettings.LOG));
        }
        all.removeIf(LogTarget::global);
        return sender.open(plan(all, ProxySettings.LogFormat.NONE, false, ""));
    }

    private LogPlan plan(List<LogTarget> targets, ProxySettings.LogFormat format, boolean skipsEmpty, String tag) {
        Settings global = state.configuration().global();
        return new LogPlan(
                targets,
                format,
                skipsEmpty,
                false,
                false,
                tag.isEmpty() ? global.get(GlobalSettings.LOG_TAG) : tag,
                global.get(GlobalSettings.LOG_SEND_HOSTNAME));
    }

    /** Settings of a proxy or of the process have changed. */
    public void changed() {
        plans.clear();
    }

    private LogPlan plan(Proxy proxy) {
        LogPlan known = plans.get(proxy);
        return known != null ? known : plans.computeIfAbsent(proxy, this::compile);
    }

    private LogPlan compile(Proxy proxy) {
        Settings settings = proxy.settings();
        LogPlan plan = plan(
                resolve(settings.get(ProxySettings.LOG)),
                settings.get(ProxySettings.LOG_FORMAT),
                settings.get(ProxySettings.DONTLOGNULL),
                settings.get(ProxySettings.LOG_TAG));
        return plan.about(settings.get(ProxySettings.DONTLOG_NORMAL), settings.get(ProxySettings.LOG_SEPARATE_ERRORS));
    }

    /** With the global targets in place of each {@code log global}. */
    private List<LogTarget> resolve(List<LogTarget> targets) {
        List<LogTarget> all = new ArrayList<>();
        for (LogTarget target : targets) {
            if (target.global()) {
                all.addAll(state.configuration().global().get(GlobalSettings.LOG));
            } else {
                all.add(target);
            }
        }
        return all;
    }

    /** A connection was accepted; logged where the frontend has no format for what comes of it. */
    public void began(Frontend frontend, Wire client) {
        LogPlan plan = plan(frontend);
        if (plan.targets().isEmpty() || plan.format() != ProxySettings.LogFormat.NONE) {
            return;
        }
        ByteText text = new ByteText();
        SocketAddress peer = client.remoteAddress();
        if (peer instanceof InetSocketAddress) {
            text.add("Connect from ");
            LogTexts.address(text, peer, ':');
            text.add(" to ");
            LogTexts.address(text, client.localAddress(), ':');
        } else {
            text.add("Connect to unix:").add(1);
        }
        text.add(" (").add(frontend.name()).add('/');
        text.add(frontend.mode() == ProxySettings.Mode.HTTP ? "HTTP" : "TCP").add(')');
        sender.send(plan, INFO, clock.wallMillis(), text.copy());
    }

    /** The worker's entry for a line about traffic of {@code frontend}, or null where none is wanted. */
    public @Nullable LogEntry entry(Frontend frontend, int worker) {
        LogPlan plan = plan(frontend);
        if (plan.targets().isEmpty() || plan.format() == ProxySettings.LogFormat.NONE) {
            return null;
        }
        LogEntry entry = entries.get(worker);
        if (entry == null) {
            entry = new LogEntry();
            entries.set(worker, entry);
        }
        return entry.begin(plan);
    }

    /**
     * Writes the line about a TCP session.
     *
     * @param requestBytes what came from the client: without any, {@code option dontlognull} leaves it out
     */
    public void tcp(LogEntry entry, ProcessState process, long requestBytes) {
        write(entry, requestBytes, entry.tcpLine(process.connections().get()));
    }

    /** Writes the line about an HTTP request, or about a connection that brought none. */
    public void http(LogEntry entry, ProcessState process, long requestBytes) {
        int connections = process.connections().get();
        boolean full = entry.plan().format() == ProxySettings.LogFormat.HTTP;
        write(entry, requestBytes, full ? entry.httpLine(connections) : entry.tcpLine(connections));
    }

    /** Writes the line that a format made. */
    public void text(LogEntry entry, TextOutput line, long requestBytes) {
        if (requestBytes > 0 || !entry.plan().skipsEmpty()) {
            sender.send(entry.plan(), entry.severity(), clock.wallMillis(), line.copy());
        }
    }

    private void write(LogEntry entry, long requestBytes, ByteText text) {
        if (requestBytes > 0 || !entry.plan().skipsEmpty()) {
            sender.send(entry.plan(), entry.severity(), clock.wallMillis(), text.copy());
        }
    }

    /** Writes a line of the program itself, to the targets of {@code proxy} or of the process. */
    public void program(@Nullable Proxy proxy, int severity, String text) {
        List<LogTarget> ofProcess = state.configuration().global().get(GlobalSettings.LOG);
        LogPlan plan = proxy != null ? plan(proxy) : plan(ofProcess, ProxySettings.LogFormat.NONE, false, "");
        if (!plan.targets().isEmpty()) {
            sender.send(plan, severity, clock.wallMillis(), text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
