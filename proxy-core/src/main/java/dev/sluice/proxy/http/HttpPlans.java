package dev.sluice.proxy.http;

import dev.sluice.config.ErrorFile;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.proxy.cache.Caches;
import dev.sluice.proxy.h2.Limits;
import dev.sluice.proxy.preface.ClientHeaders;
import dev.sluice.proxy.rule.BalanceKey;
import dev.sluice.proxy.rule.BalanceKeys;
import dev.sluice.proxy.rule.CompiledPlans;
import dev.sluice.proxy.rule.LiveNames;
import dev.sluice.proxy.rule.LiveScope;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.rule.SniNames;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.stick.StickPlans;
import dev.sluice.proxy.stick.StickRules;
import dev.sluice.state.Backend;
import dev.sluice.state.InternalService;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plans of all proxies. Any thread. */
public final class HttpPlans {
    private final RuntimeState state;
    private final Map<String, InternalService> services;
    private final StickPlans sticking;
    private final CompiledPlans<Proxy, HttpPlan> plans;
    private final SniNames sni;
    private final ClientHeaders headers;
    private final Caches caches;

    /**
     * No plans yet.
     *
     * @param services what {@code use-service} and {@code stats enable} can call, by name
     */
    public HttpPlans(RuntimeState state, Map<String, InternalService> services) {
        this(state, services, new Caches(state));
    }

    /**
     * The same, with caches that others know too.
     *
     * @param caches what responses are kept in
     */
    public HttpPlans(RuntimeState state, Map<String, InternalService> services, Caches caches) {
        this.state = state;
        this.caches = caches;
        this.services = Map.copyOf(services);
        this.sticking = new StickPlans(state, services);
        this.sni = new SniNames(state, services);
        this.plans = new CompiledPlans<>(state, services, this::make, (proxy, why) -> withoutRules(proxy));
        this.headers = new ClientHeaders(state, services);
    }

    Settings global() {
        return state.configuration().global();
    }

    /** What servers are told that want to know whose a connection is. */
    ClientHeaders headers() {
        return headers;
    }

    /** What responses are kept in. */
    Caches caches() {
        return caches;
    }

    /** How hard bodies are compressed at first. */
    int compressionLevel() {
        return global().get(GlobalSettings.COMPRESSION_LEVEL);
    }

    /** Headers a message may have ({@code tune.http.maxhdr}). */
    int headersMax() {
        return global().get(GlobalSettings.MAX_HEADERS);
    }

    /** Bytes of a request line that logs show ({@code tune.http.logurilen}). */
    int loggedLineMax() {
        return global().get(GlobalSettings.LOGGED_LINE_MAX);
    }

    /** What clients that speak HTTP/2 may do. */
    Limits http2() {
        return Limits.ofClients(global());
    }

    /** What servers that speak HTTP/2 may do. */
    Limits http2Servers() {
        return Limits.ofServers(global());
    }

    boolean isCurrent(HttpPlan plan) {
        return plan.spec == plan.proxy.spec() && plan.topology == state.topology();
    }

    HttpPlan of(Proxy proxy) {
        return plans.of(proxy);
    }

    /** The host names that encrypted connections to servers ask for. */
    SniNames sni() {
        return sni;
    }

    /** A page of the program's own, or null. */
    @Nullable
    InternalService service(String name) {
        return services.get(name);
    }

    /** Whether the rules of a section can be compiled. */
    public static void check(Proxy proxy, LiveNames names) throws RuleException {
        LiveScope scope = new LiveScope(names, proxy, Layer.Stage.REQUEST);
        Map<String, Map<Integer, ErrorFile>> errors =
                names.state().configuration().global().get(GlobalSettings.HTTP_ERRORS);
        HttpRules unusedRules = HttpRules.compile(proxy.spec(), scope, errors);
        Replies unusedReplies = Replies.compile(proxy.spec().settings().get(ProxySettings.ERRORS), scope, errors);
    }

    private static @Nullable ForwardedHeader forwarded(ProxySpec spec, LiveScope scope) throws RuleException {
        try {
            return ForwardedHeader.compile(spec.settings().get(ProxySettings.FORWARDED), scope);
        } catch (SampleException e) {
            throw new RuleException(spec.location(), "'option forwarded' : " + e.text());
        }
    }

    private HttpPlan make(Proxy proxy, LiveNames names) throws RuleException {
        Settings global = global();
        LiveScope scope = new LiveScope(names, proxy, Layer.Stage.REQUEST);
        Map<String, Map<Integer, ErrorFile>> errors = global.get(GlobalSettings.HTTP_ERRORS);
        StickRules stick = proxy instanceof Backend backend ? sticking.of(backend) : StickRules.NONE;
        BalanceKey balanceKey = proxy instanceof Backend backend ? BalanceKeys.compile(backend, names) : null;
        Program program = Program.compile(proxy, names);
        HttpRules rules = HttpRules.compile(proxy.spec(), scope, errors);
        Replies replies = Replies.compile(proxy.spec().settings().get(ProxySettings.ERRORS), scope, errors);
        HttpPlan.Compiled compiled =
                new HttpPlan.Compiled(program, rules, replies, stick, balanceKey, forwarded(proxy.spec(), scope));
        return new HttpPlan(proxy, names.topology(), compiled, services.get("stats"), global);
    }

    /** For a proxy that never had a plan: its requests get a 500. */
    private HttpPlan withoutRules(Proxy proxy) {
        return new HttpPlan(proxy, state.topology(), HttpPlan.Compiled.NOTHING, services.get("stats"), global());
    }
}
