package dev.sluice.proxy.rule;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.pattern.PatternSource;
import dev.sluice.proxy.log.LogLines;
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
    private final Map<ProxySpec, BackendRules> ofBackends = new ConcurrentHashMap<>();
    private final Switching switching;
    private final @Nullable Backend fallback;
    private final TcpStages tcp;
    private final LogLines lines;
    private final @Nullable LogFormat uniqueId;

    private Program(
            ProxySpec own,
            Names names,
            Switching switching,
            @Nullable Backend fallback,
            TcpStages tcp,
            LogLines lines,
            @Nullable LogFormat uniqueId) {
        this.own = own;
        this.names = names;
        this.switching = switching;
        this.fallback = fallback;
        this.tcp = tcp;
        this.lines = lines;
        this.uniqueId = uniqueId;
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
                LineTexts.lines(spec, scope),
                LineTexts.uniqueId(spec, scope));
    }

    /** What lines about requests or sessions say, and when. */
    public LogLines lines() {
        return lines;
    }

    /** What numbers requests; null for nothing. */
    public @Nullable LogFormat uniqueId() {
        return uniqueId;
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
        return target.spec() == own ? TcpRules.NONE : ofBackend(target).requests();
    }

    /** The {@code tcp-response content} rules of a backend that the request went to. */
    public TcpRules responsesOf(Backend target) {
        return ofBackend(target).responses();
    }

    private BackendRules ofBackend(Backend target) {
        ProxySpec spec = target.spec();
        Settings settings = spec.settings();
        if (settings.get(ProxySettings.TCP_CONTENT).isEmpty()
                && settings.get(ProxySettings.TCP_RESPONSE).isEmpty()) {
            return BackendRules.NONE;
        }
        BackendRules known = ofBackends.get(spec);
        return known == null ? compiled(target, spec) : known;
    }

    private BackendRules compiled(Backend target, ProxySpec spec) {
        Settings settings = spec.settings();
        LiveScope scope = new LiveScope(names, target, Layer.Stage.REQUEST);
        LiveScope late = new LiveScope(names, target, Layer.Stage.RESPONSE);
        Conditions conditions = new Conditions(settings.get(ProxySettings.ACLS), scope);
        Conditions lateConditions = new Conditions(settings.get(ProxySettings.ACLS), late);
        try {
            BackendRules made = new BackendRules(
                    TcpRules.compile(settings.get(ProxySettings.TCP_CONTENT), conditions, scope),
                    TcpRules.compile(settings.get(ProxySettings.TCP_RESPONSE), lateConditions, late));
            ofBackends.put(spec, made);
            return made;
        } catch (RuleException underWay) {
            // Only in the middle of a reload, when the backend has its new rules and what they name is not there yet.
            return BackendRules.REJECTING;
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

    /** The rules of a backend about what clients and servers send. */
    private record BackendRules(TcpRules requests, TcpRules responses) {
        static final BackendRules NONE = new BackendRules(TcpRules.NONE, TcpRules.NONE);
        static final BackendRules REJECTING = new BackendRules(TcpRules.REJECTING, TcpRules.REJECTING);
    }

    /** The rules of {@code tcp-request}, by when they are asked. */
    private record TcpStages(TcpRules connections, TcpRules sessions, TcpRules contents) {}
}
