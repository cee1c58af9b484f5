package dev.sluice.proxy.rule;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.pattern.PatternSource;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rules of one proxy, compiled. Read it once at the start of a request and keep it to the end: a reload replaces it. */
public final class Program {
    private final ProxySpec own;
    private final Names names;
    private final Map<ProxySpec, TcpRules> ofBackends = new ConcurrentHashMap<>();
    private final Switching switching;
    private final @Nullable Backend fallback;
    private final TcpStages tcp;
    private final LogLines lines;

    private Program(
            ProxySpec own,
            Names names,
            Switching switching,
            @Nullable Backend fallback,
            TcpStages tcp,
            LogLines lines) {
        this.own = own;
        this.names = names;
        this.switching = switching;
        this.fallback = fallback;
        this.tcp = tcp;
        this.lines = lines;
    }

    /**
     * Compiles the rules of a section.
     *
     * @param proxy the section
     * @param names what names in rules stand for
     */
    public static Program compile(Proxy proxy, Names names) throws RuleException {
        ProxySpec spec = proxy.spec();
        Settings settings = spec.settings();
        LiveScope scope = new LiveScope(names, proxy, Layer.Stage.REQUEST);
        Conditions conditions = new Conditions(settings.get(ProxySettings.ACLS), scope);
        Switching switching = Switching.compile(settings.get(ProxySettings.USE_BACKEND), conditions, scope);
        CompileScope early = scope.at(Layer.Stage.CONNECTION);
        return new Program(
                spec,
                names,
                switching,
                fallback(spec, names),
                new TcpStages(
                        TcpRules.compile(settings.get(ProxySettings.TCP_CONNECTION), conditions, early),
                        TcpRules.compile(settings.get(ProxySettings.TCP_SESSION), conditions, early),
                        TcpRules.compile(settings.get(ProxySettings.TCP_CONTENT), conditions, scope)),
                LogLines.compile(spec, scope));
    }

    /** What the line about a request or session says; null where it is a built-in one, or none. */
    public @Nullable LogFormat logLine() {
        return lines.normal();
    }

    /** The same for one where something went wrong; null where that is told like all others. */
    public @Nullable LogFormat errorLine() {
        return lines.error();
    }

    /** What numbers requests; null for nothing. */
    public @Nullable LogFormat uniqueId() {
        return lines.uniqueId();
    }

    private static @Nullable Backend fallback(ProxySpec spec, Names names) throws RuleException {
        String name = spec.settings().get(ProxySettings.DEFAULT_BACKEND);
        // A backend may have inherited the line, which is then not about it.
        if (name.isEmpty() || !spec.kind().isFrontend()) {
            return spec.kind() == ProxySpec.Kind.FRONTEND ? null : names.backend(spec.name());
        }
        Backend target = names.backend(name);
        if (target == null) {
            throw new RuleException(spec.location(), "unable to find required default_backend: '" + name + "'");
        }
        return target;
    }

    /** Whether there are rules about connections or sessions. */
    public boolean hasGate() {
        return !tcp.connections.isEmpty() || !tcp.sessions.isEmpty();
    }

    /** The {@code tcp-request connection} rules. */
    public TcpRules connections() {
        return tcp.connections;
    }

    /** The {@code tcp-request session} rules. */
    public TcpRules sessions() {
        return tcp.sessions;
    }

    /** The {@code tcp-request content} rules. */
    public TcpRules contents() {
        return tcp.contents;
    }

    /** The {@code tcp-request content} rules of a backend that the request goes to; none where it is the proxy itself. */
    public TcpRules contentsOf(Backend target) {
        ProxySpec spec = target.spec();
        if (spec == own || spec.settings().get(ProxySettings.TCP_CONTENT).isEmpty()) {
            return TcpRules.NONE;
        }
        TcpRules known = ofBackends.get(spec);
        return known == null ? compiled(target, spec) : known;
    }

    private TcpRules compiled(Backend target, ProxySpec spec) {
        Settings settings = spec.settings();
        LiveScope scope = new LiveScope(names, target, Layer.Stage.REQUEST);
        Conditions conditions = new Conditions(settings.get(ProxySettings.ACLS), scope);
        try {
            TcpRules made = TcpRules.compile(settings.get(ProxySettings.TCP_CONTENT), conditions, scope);
            ofBackends.put(spec, made);
            return made;
        } catch (RuleException underWay) {
            // Only in the middle of a reload, when the backend has its new rules and what they name is not there yet:
            // the
            // old ones may have been asked for something else, so nobody gets past rules that cannot be asked.
            return TcpRules.REJECTING;
        }
    }

    /** The backend that the request goes to, or null where no rule says any (503). */
    public @Nullable Backend backend(SampleContext request) {
        return backend(request, false);
    }

    /** The same, and where {@code forced} also one that is not published or disabled. */
    public @Nullable Backend backend(SampleContext request, boolean forced) {
        Backend chosen = switching.choose(request, forced);
        if (chosen != null) {
            return chosen;
        }
        return fallback != null && (forced || fallback.isPublished()) ? fallback : null;
    }

    /** What names in rules stand for. */
    public interface Names {
        /** A backend or listen section, or null. */
        @Nullable
        Backend backend(String name);

        /** A frontend or listen section, or null. */
        @Nullable
        Frontend frontend(String name);

        /** A service of the program itself, such as {@code prometheus-exporter}, or null. */
        @Nullable
        InternalService service(String name);

        /** Where patterns and maps stand. */
        PatternSource patterns();

        /** What another part of the program brings along; null where it is not there. */
        <T> @Nullable T find(Class<T> kind);
    }

    /** The rules of {@code tcp-request}, by when they are asked. */
    private record TcpStages(TcpRules connections, TcpRules sessions, TcpRules contents) {}
}
