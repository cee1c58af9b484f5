package dev.sluice.proxy.http;

import dev.sluice.config.Balance.Algorithm;
import dev.sluice.config.CookieSpec;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.RetryOn;
import dev.sluice.config.Settings;
import dev.sluice.config.StatsPage;
import dev.sluice.config.StatusCodes;
import dev.sluice.proxy.log.LogLines;
import dev.sluice.proxy.rule.BalanceKey;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.sample.Captured;
import dev.sluice.proxy.stick.StickRules;
import dev.sluice.state.InternalService;
import dev.sluice.state.Proxy;
import dev.sluice.state.Topology;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the settings of a frontend or backend mean for requests, worked out once. Never changes. */
final class HttpPlan {
    final Proxy proxy;
    final ProxySpec spec;
    final Topology topology;
    final @Nullable Program program;
    final HttpRules rules;
    final byte[] monitorUri;
    final boolean bufferRequest;
    final boolean ignoresProbes;
    final CookieSpec cookie;
    final @Nullable CompressionPlan compression;
    final byte[] uniqueIdHeader;
    private final boolean captures;
    /** Whether {@code tcp-response content} rules of a backend look at what its servers say. */
    final boolean inspectsResponses;

    final long tarpitMillis;
    final @Nullable InternalService stats;
    final byte[] statsUri;
    final StatsAccess statsAccess;
    final Replies replies;
    final StickRules stick;
    final @Nullable BalanceKey balanceKey;
    final long clientMillis;
    final long clientFinMillis;
    final long requestMillis;
    final long keepAliveMillis;
    final long serverMillis;
    final long serverFinMillis;
    final long tunnelMillis;
    final ProxySettings.HttpConnection connection;
    final ProxySettings.HttpReuse reuse;
    final @Nullable Forwarded forwarded;
    final @Nullable Forwarded originalTo;
    final @Nullable ForwardedHeader forwardedHeader;
    final int ownConnections;
    final boolean persistsDown;
    /** Whether responses with cookies that caches might keep are blocked. */
    final boolean guardsCookies;

    final boolean prefersLast;
    final int keepAliveQueue;
    final byte[] nameHeader;
    final byte[] lowerNameHeader;
    final RetryOn retryOn;
    final boolean keepsRequests;
    final boolean abortOnClose;
    final int headMax;
    final Departure departure;
    final boolean acceptsUnsafeRequests;
    final boolean acceptsUnsafeResponses;
    final boolean acceptsAnyContent;
    /** Whether requests go over idle connections of other workers. */
    final boolean borrows;

    final LogLines lines;
    final StatusCodes errorCodes;
    final StatusCodes failureCodes;

    /**
     * What a section's rules were compiled to.
     *
     * @param program what is common to HTTP and TCP; null where that could not be compiled
     * @param rules of HTTP
     * @param replies what the proxy answers by itself
     * @param stick who is remembered
     * @param balanceKey what balancing needs to know of requests; null for nothing
     * @param forwarded what servers are told by RFC 7239; null for nothing
     */
    record Compiled(
            @Nullable Program program,
            HttpRules rules,
            Replies replies,
            StickRules stick,
            @Nullable BalanceKey balanceKey,
            @Nullable ForwardedHeader forwarded) {
        /** Nothing: each request gets a 500. */
        static final Compiled NOTHING = new Compiled(null, HttpRules.NONE, Replies.NONE, StickRules.NONE, null, null);
    }

    HttpPlan(Proxy proxy, Topology topology, Compiled compiled, @Nullable InternalService stats, Settings global) {
        this.proxy = proxy;
        this.spec = proxy.spec();
        this.topology = topology;
        this.program = compiled.program;
        this.lines = compiled.program == null ? LogLines.BUILT_IN : compiled.program.lines();
        this.rules = compiled.rules;
        this.stick = compiled.stick;
        this.balanceKey = compiled.balanceKey;
        Settings settings = spec.settings();
        StatsPage page = settings.get(ProxySettings.STATS_PAGE);
        this.stats = page.enabled() ? stats : null;
        this.statsUri = Chars.bytes(page.uri());
        this.statsAccess = new StatsAccess(page);
        this.replies = compiled.replies;
        this.monitorUri = Chars.bytes(settings.get(ProxySettings.MONITOR_URI));
        this.compression = CompressionPlan.of(settings);
        this.cookie = settings.get(ProxySettings.COOKIE);
        this.uniqueIdHeader = Chars.bytes(settings.get(ProxySettings.UNIQUE_ID_HEADER));
        this.captures = isAnythingKept(settings);
        this.inspectsResponses = !settings.get(ProxySettings.TCP_RESPONSE).isEmpty();
        this.ignoresProbes = settings.get(ProxySettings.IGNORE_PROBES);
        this.bufferRequest = settings.get(ProxySettings.BUFFER_REQUEST);
        // Who is to be kept waiting is kept as long as a connection may take, unless something else was said.
        this.tarpitMillis =
                firstSet(settings.get(ProxySettings.TIMEOUT_TARPIT), settings.get(ProxySettings.TIMEOUT_CONNECT));
        this.clientMillis = settings.get(ProxySettings.TIMEOUT_CLIENT);
        this.clientFinMillis = settings.get(ProxySettings.TIMEOUT_CLIENT_FIN);
        this.requestMillis = firstSet(settings.get(ProxySettings.TIMEOUT_HTTP_REQUEST), clientMillis);
        this.keepAliveMillis = firstSet(settings.get(ProxySettings.TIMEOUT_HTTP_KEEP_ALIVE), requestMillis);
        this.serverMillis = settings.get(ProxySettings.TIMEOUT_SERVER);
        this.serverFinMillis = settings.get(ProxySettings.TIMEOUT_SERVER_FIN);
        this.tunnelMillis = settings.get(ProxySettings.TIMEOUT_TUNNEL);
        this.connection = settings.get(ProxySettings.HTTP_CONNECTION);
        this.retryOn = settings.get(ProxySettings.RETRY_ON);
        this.keepsRequests = retryOn.repeats();
        this.persistsDown = settings.get(ProxySettings.PERSIST);
        Algorithm algorithm = settings.get(ProxySettings.BALANCE).algorithm();
        this.prefersLast = settings.get(ProxySettings.PREFER_LAST_SERVER) && !algorithm.isHash();
        this.guardsCookies = settings.get(ProxySettings.CHECK_CACHE);
        this.keepAliveQueue = settings.get(ProxySettings.MAX_KEEP_ALIVE_QUEUE);
        String nameHeader = settings.get(ProxySettings.SEND_NAME_HEADER);
        this.nameHeader = Chars.bytes(nameHeader);
        this.lowerNameHeader = Chars.bytes(nameHeader.toLowerCase(Locale.ROOT));
        this.ownConnections = settings.get(ProxySettings.MAX_SESSION_SRV_CONNS);
        this.reuse = settings.get(ProxySettings.HTTP_REUSE);
        this.forwarded = Forwarded.of(settings.get(ProxySettings.FORWARDFOR));
        this.originalTo = Forwarded.of(settings.get(ProxySettings.ORIGINALTO));
        this.forwardedHeader = compiled.forwarded;
        // Who has gone does not want the answer any more: on unless the section says otherwise.
        this.abortOnClose = settings.find(ProxySettings.ABORTONCLOSE).orElse(true);
        this.departure = new Departure(settings, global);
        this.acceptsUnsafeRequests = settings.get(ProxySettings.UNSAFE_REQUESTS);
        this.acceptsUnsafeResponses = settings.get(ProxySettings.UNSAFE_RESPONSES);
        this.acceptsAnyContent = global.get(GlobalSettings.ANY_CONTENT);
        this.borrows = global.get(GlobalSettings.IDLE_POOL_SHARED);
        this.errorCodes = global.get(GlobalSettings.ERROR_CODES);
        this.failureCodes = global.get(GlobalSettings.FAILURE_CODES);
        this.headMax = global.get(GlobalSettings.BUFSIZE) - global.get(GlobalSettings.MAXREWRITE);
    }

    private static boolean isAnythingKept(Settings settings) {
        return !settings.get(ProxySettings.CAPTURES).isEmpty()
                || !settings.get(ProxySettings.CAPTURE_COOKIE).name().isEmpty();
    }

    private static long firstSet(long wanted, long otherwise) {
        return wanted > 0 ? wanted : otherwise;
    }

    /** What is kept of an exchange; null where nothing of it is wanted, which costs nothing to find out. */
    @Nullable
    Captured captured(HttpContext exchange) {
        return captures ? Captured.of(exchange) : null;
    }
}
