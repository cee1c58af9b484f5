package dev.sluice.proxy.log;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.LogForwardSettings;
import dev.sluice.config.LogStep;
import dev.sluice.config.LogTarget;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.RingSpec;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Clock;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Frontend;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.ring.MessageRing;
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
    private final Map<Proxy, Plans> plans = new ConcurrentHashMap<>();
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
        return sender.open(plan(all, ProxySettings.LogFormat.NONE, LogPlan.NOTHING.manner(), ""));
    }

    private LogPlan plan(List<LogTarget> targets, ProxySettings.LogFormat format, LogPlan.Manner manner, String tag) {
        Settings global = state.configuration().global();
        return new LogPlan(
                targets.stream().map(this::asItsRing).toList(),
                format,
                manner,
                tag.isEmpty() ? global.get(GlobalSettings.LOG_TAG) : tag,
                global.get(GlobalSettings.LOG_SEND_HOSTNAME));
    }

    /** The target, with what its ring says of it where it leads to one. */
    private LogTarget asItsRing(LogTarget target) {
        MessageRing ring = target.address().startsWith(RingSpec.PREFIX)
                ? state.rings().find(target.address().substring(RingSpec.PREFIX.length()))
                : null;
        return ring == null ? target : ring.spec().of(target);
    }

    /** Settings of a proxy or of the process have changed. */
    public void changed() {
        plans.clear();
    }

    private LogPlan plan(Proxy proxy) {
        return plans(proxy).whole;
    }

    private Plans plans(Proxy proxy) {
        Plans known = plans.get(proxy);
        return known != null ? known : plans.computeIfAbsent(proxy, this::compile);
    }

    private Plans compile(Proxy proxy) {
        Settings settings = proxy.settings();
        LogPlan whole = plan(
                resolve(settings.get(ProxySettings.LOG)),
                settings.get(ProxySettings.LOG_FORMAT),
                new LogPlan.Manner(
                        settings.get(ProxySettings.DONTLOGNULL),
                        settings.get(ProxySettings.DONTLOG_NORMAL),
                        settings.get(ProxySettings.LOG_SEPARATE_ERRORS)),
                settings.get(ProxySettings.LOG_TAG));
        return new Plans(whole, whole.parts());
    }

    /** What a proxy logs, and the same by the profiles of its targets. */
    private record Plans(LogPlan whole, List<LogPlan> parts) {}

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
        sender.send(LogLine.once(text.copy()).to(plan, INFO, clock.wallMillis()));
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
        return entry.begin(plan, frontend);
    }

    /**
     * Writes the line of a step, which for targets with a profile says what that has it say.
     *
     * @param entry what a built-in line says
     * @param lines what the frontend's lines say
     * @param profile the profile that all targets have for once; empty for their own
     * @param context what formats read
     */
    public void write(LogEntry entry, LogLines lines, LogStep step, String profile, SampleContext context) {
        Frontend frontend = entry.frontend();
        List<LogPlan> parts = plans(frontend).parts;
        for (int i = 0; i < parts.size(); i++) {
            LogPlan part = parts.get(i);
            LogLines.Line line = lines.line(profile.isEmpty() ? part.profile() : profile, step);
            if (!line.dropped()) {
                LogPlan under = line.tag().isEmpty()
                        ? part
                        : new LogPlan(part.targets(), part.format(), part.manner(), line.tag(), part.hostname());
                sender.send(said(entry, line, context).to(under, entry.severity(), clock.wallMillis()));
            }
        }
        frontend.countLogged();
    }

    private static LogLine said(LogEntry entry, LogLines.Line line, SampleContext context) {
        LogFormat format = line.format();
        LogFormat data = line.data();
        if (data != null) {
            byte[] text = format != null
                    ? text(format, context)
                    : builtIn(entry, context).copy();
            return LogLine.once(text(data, context), text);
        }
        return format != null
                ? LogLine.once(text(format, context))
                : LogLine.from(entry.kept()).say(builtIn(entry, context));
    }

    /** Put together anew for each line: only proxies with a line of their own pay for it. */
    private static byte[] text(LogFormat format, SampleContext context) {
        TextOutput line = new TextOutput(context.scratch().longest());
        format.append(context, new Sample(), line);
        return line.copy();
    }

    private static ByteText builtIn(LogEntry entry, SampleContext context) {
        int connections = context.process().connections().get();
        boolean full = entry.plan().format() == ProxySettings.LogFormat.HTTP;
        return full ? entry.httpLine(connections) : entry.tcpLine(connections);
    }

    /**
     * Forwards a message that came in at a {@code log-forward} section; one that says nothing goes nowhere.
     *
     * @param sender the address that it came from; empty where that is none of a network
     */
    public void relay(Frontend section, byte[] message, byte[] sender) {
        state.process().receivedLogs().increment();
        Settings settings = section.settings();
        Relayed relayed = settings.get(LogForwardSettings.PARSED)
                ? RelayParser.read(message, settings.get(LogForwardSettings.HOST), sender)
                : RelayParser.unread(message);
        LogPlan plan = plan(section);
        if (relayed == null || message.length == 0 || plan.targets().isEmpty()) {
            return;
        }
        int longest = 0;
        for (LogTarget target : plan.targets()) {
            longest = Math.max(longest, target.maxLength());
        }
        this.sender.send(plan, clock.wallMillis(), relayed.cut(longest));
    }

    /** Writes a line of the program itself, to the targets of {@code proxy} or of the process. */
    public void program(@Nullable Proxy proxy, int severity, String text) {
        List<LogTarget> ofProcess = state.configuration().global().get(GlobalSettings.LOG);
        LogPlan plan = proxy != null
                ? plan(proxy)
                : plan(ofProcess, ProxySettings.LogFormat.NONE, LogPlan.NOTHING.manner(), "");
        if (!plan.targets().isEmpty()) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            sender.send(LogLine.once(bytes).to(plan, severity, clock.wallMillis()));
        }
    }
}
