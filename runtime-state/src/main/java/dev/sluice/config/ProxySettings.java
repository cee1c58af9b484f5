package dev.sluice.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a {@code defaults}, {@code frontend}, {@code backend} or {@code listen} section can set. Times are milliseconds; a timeout of
 * 0 never expires.
 */
public final class ProxySettings {
    public static final Setting<Mode> MODE = Setting.of("mode", Mode.TCP);

    /** Whether responses with cookies that caches might keep are blocked. */
    public static final Setting<Boolean> CHECK_CACHE = Setting.of("option checkcache", false);

    public static final Setting<Boolean> DISABLED = Setting.of("disabled", false);
    /** The proxy's number in statistics; 0 takes the next free one. */
    public static final Setting<Integer> ID = Setting.of("id", 0);

    public static final Setting<String> DESCRIPTION = Setting.of("description", "");
    public static final Setting<String> GUID = Setting.of("guid", "");
    /** Connections of a frontend at once; 0 takes the process's limit. */
    public static final Setting<Integer> MAXCONN = Setting.of("maxconn", 0);
    /** Sessions of a backend at which {@code minconn} servers reach {@code maxconn}; 0 is a tenth of the frontends' limits. */
    public static final Setting<Integer> FULLCONN = Setting.of("fullconn", 0);

    public static final Setting<Integer> BACKLOG = Setting.of("backlog", 0);
    /** Sessions a second that a frontend takes; 0 has no limit. */
    public static final Setting<Integer> RATE_LIMIT_SESSIONS = Setting.of("rate-limit sessions", 0);

    public static final Setting<Balance> BALANCE = Setting.of("balance", Balance.DEFAULT);
    public static final Setting<Long> TIMEOUT_CLIENT = Setting.of("timeout client", 0L);
    /** Takes the place of {@link #TIMEOUT_CLIENT} on a half-closed connection where set. */
    public static final Setting<Long> TIMEOUT_CLIENT_FIN = Setting.of("timeout client-fin", 0L);

    public static final Setting<Long> TIMEOUT_CLIENT_HS = Setting.of("timeout client-hs", 0L);
    public static final Setting<Long> TIMEOUT_CONNECT = Setting.of("timeout connect", 0L);
    public static final Setting<Long> TIMEOUT_SERVER = Setting.of("timeout server", 0L);
    public static final Setting<Long> TIMEOUT_SERVER_FIN = Setting.of("timeout server-fin", 0L);
    /** 0 falls back to {@link #TIMEOUT_CONNECT}. */
    public static final Setting<Long> TIMEOUT_QUEUE = Setting.of("timeout queue", 0L);
    /** 0 falls back to {@link #TIMEOUT_CLIENT}. */
    public static final Setting<Long> TIMEOUT_HTTP_REQUEST = Setting.of("timeout http-request", 0L);
    /** 0 falls back to {@link #TIMEOUT_HTTP_REQUEST}, then to {@link #TIMEOUT_CLIENT}. */
    public static final Setting<Long> TIMEOUT_HTTP_KEEP_ALIVE = Setting.of("timeout http-keep-alive", 0L);
    /** Once a tunnel is established both other timeouts give way to it; 0 keeps them. */
    public static final Setting<Long> TIMEOUT_TUNNEL = Setting.of("timeout tunnel", 0L);
    /** 0 bounds a check by {@code timeout connect} and {@code inter} alone. */
    public static final Setting<Long> TIMEOUT_CHECK = Setting.of("timeout check", 0L);

    public static final Setting<Long> TIMEOUT_TARPIT = Setting.of("timeout tarpit", 0L);
    /** How often a failed connection is tried again. */
    public static final Setting<Integer> RETRIES = Setting.of("retries", 3);
    /** After which failures a request is tried again. */
    public static final Setting<RetryOn> RETRY_ON = Setting.of("retry-on", RetryOn.DEFAULT);
    /** {@code option redispatch}: 0 never; n &gt; 0 on every n-th retry; -n from the n-th last retry on (the option's default is -1). */
    public static final Setting<Integer> REDISPATCH = Setting.of("option redispatch", 0);

    public static final Setting<HttpReuse> HTTP_REUSE = Setting.of("http-reuse", HttpReuse.SAFE);
    public static final Setting<HttpConnection> HTTP_CONNECTION =
            Setting.of("option http-keep-alive", HttpConnection.KEEP_ALIVE);
    public static final Setting<ForwardFor> FORWARDFOR = Setting.of("option forwardfor", ForwardFor.OFF);
    /** A header with the address that the client has connected to. */
    public static final Setting<ForwardFor> ORIGINALTO = Setting.of("option originalto", ForwardFor.OFF);
    /** A header by RFC 7239. */
    public static final Setting<ForwardedSpec> FORWARDED = Setting.of("option forwarded", ForwardedSpec.OFF);
    /** Connections to servers that are kept for one client alone. */
    public static final Setting<Integer> MAX_SESSION_SRV_CONNS = Setting.of("max-session-srv-conns", 5);

    public static final Setting<Boolean> SOCKET_STATS = Setting.of("option socket-stats", false);
    public static final Setting<Boolean> ALLBACKUPS = Setting.of("option allbackups", false);
    public static final Setting<Boolean> ABORTONCLOSE = Setting.of("option abortonclose", false);

    public static final Setting<List<LogTarget>> LOG = Setting.of("log", List.of());
    public static final Setting<LogFormat> LOG_FORMAT = Setting.of("log-format", LogFormat.NONE);
    /** What {@code log-format} says, where {@link #LOG_FORMAT} is {@link LogFormat#TEXT}. */
    public static final Setting<String> LOG_TEXT = Setting.of("log-format text", "");

    /** What {@code log-format-sd} says, the structured data of RFC 5424; empty where it does not. */
    public static final Setting<String> LOG_SD_TEXT = Setting.of("log-format-sd", "");
    /** At which steps lines are written; empty for once, as soon as all that the line says is known. */
    public static final Setting<Set<LogStep>> LOG_STEPS = Setting.of("log-steps", Set.of());
    /** Whether lines do not wait for the end. */
    public static final Setting<Boolean> LOGASAP = Setting.of("option logasap", false);

    /** What {@code error-log-format} says; empty where it does not. */
    public static final Setting<String> ERROR_LOG_TEXT = Setting.of("error-log-format", "");
    /** Whether lines of what went wrong are of level err. */
    public static final Setting<Boolean> LOG_SEPARATE_ERRORS = Setting.of("option log-separate-errors", false);
    /** Whether only what went wrong is logged. */
    public static final Setting<Boolean> DONTLOG_NORMAL = Setting.of("option dontlog-normal", false);
    /** What is kept of requests and responses, in order. */
    public static final Setting<List<CaptureSpec>> CAPTURES = Setting.of("capture", List.of());

    public static final Setting<CaptureCookie> CAPTURE_COOKIE = Setting.of("capture cookie", CaptureCookie.NONE);
    /** What numbers a request; empty for nothing. */
    public static final Setting<String> UNIQUE_ID_FORMAT = Setting.of("unique-id-format", "");

    public static final Setting<String> UNIQUE_ID_HEADER = Setting.of("unique-id-header", "");

    public static final Setting<Boolean> DONTLOGNULL = Setting.of("option dontlognull", false);
    public static final Setting<Boolean> IGNORE_PROBES = Setting.of("option http-ignore-probes", false);
    public static final Setting<Boolean> LOG_HEALTH_CHECKS = Setting.of("option log-health-checks", false);
    public static final Setting<String> LOG_TAG = Setting.of("log-tag", "");
    /** What is answered in place of built-in responses, in the order of the lines. */
    public static final Setting<List<ErrorRule>> ERRORS = Setting.of("errorfile", List.of());

    public static final Setting<CheckSpec> CHECK = Setting.of("option httpchk", CheckSpec.CONNECT);
    /** All that a check does, where it is more than {@link #CHECK} can say. */
    public static final Setting<CheckScript> CHECK_SCRIPT = Setting.of("check", CheckScript.NONE);
    /** The program that checks; empty for none. */
    public static final Setting<String> EXTERNAL_COMMAND = Setting.of("external-check command", "");

    /** Where such a program looks for others, and is looked for itself. */
    public static final Setting<String> EXTERNAL_PATH = Setting.of("external-check path", "");

    /** Whether plain connections were asked for by name: a failure tells of it. */
    public static final Setting<Boolean> TCP_CHECK = Setting.of("option tcp-check", false);

    public static final Setting<String> DEFAULT_BACKEND = Setting.of("default_backend", "");
    public static final Setting<List<UseBackend>> USE_BACKEND = Setting.of("use_backend", List.of());
    /** What {@code default-server} lines said so far, for servers added later. */
    public static final Setting<Settings> DEFAULT_SERVER = Setting.of("default-server", Settings.EMPTY);
    /** Where the state of servers at start comes from. */
    public static final Setting<StateSource> LOAD_SERVER_STATE =
            Setting.of("load-server-state-from-file", StateSource.NONE);
    /** The backend's own state file; empty for the one that has its name. */
    public static final Setting<String> SERVER_STATE_FILE_NAME = Setting.of("server-state-file-name", "");
    /** What {@code default-server} lines with a name said, by name. */
    public static final Setting<Map<String, Settings>> NAMED_DEFAULT_SERVERS =
            Setting.of("default-server name", Map.of());
    /** {@code http-request} rules in order, as parsed; proxy-core compiles them. */
    public static final Setting<List<Rule>> HTTP_REQUEST = Setting.of("http-request", List.of());
    /** {@code http-response} rules in order. */
    /** {@code tcp-request connection} rules in order, as parsed; proxy-core compiles them. */
    public static final Setting<List<Rule>> TCP_CONNECTION = Setting.of("tcp-request connection", List.of());

    public static final Setting<List<Rule>> TCP_SESSION = Setting.of("tcp-request session", List.of());
    /** The action of {@code tcp-request content} rules that makes HTTP of a TCP session. */
    public static final String SWITCH_MODE = "switch-mode";
    /** Whether sessions of a frontend in TCP mode may become HTTP; not said by a keyword but found in its rules and targets. */
    public static final Setting<Boolean> UPGRADES = Setting.of("upgrades", false);

    public static final Setting<List<Rule>> TCP_CONTENT = Setting.of("tcp-request content", List.of());
    public static final Setting<List<Rule>> TCP_RESPONSE = Setting.of("tcp-response content", List.of());
    /** How long {@code tcp-request content} rules wait for bytes; 0 does not wait. */
    public static final Setting<Long> TCP_INSPECT_DELAY = Setting.of("tcp-request inspect-delay", 0L);

    /** How long {@link #TCP_RESPONSE} waits for what a server sends, in milliseconds; 0 asks once, when the server is reached. */
    public static final Setting<Long> TCP_RESPONSE_DELAY = Setting.of("tcp-response inspect-delay", 0L);

    public static final Setting<List<Rule>> HTTP_RESPONSE = Setting.of("http-response", List.of());
    /** {@code http-after-response} rules in order. */
    public static final Setting<List<Rule>> HTTP_AFTER_RESPONSE = Setting.of("http-after-response", List.of());
    /** {@code redirect} lines in order. */
    public static final Setting<List<Rule>> REDIRECT = Setting.of("redirect", List.of());
    /** {@code use-server} lines in order; the name of the server, which may be a format, is the action. */
    public static final Setting<List<Rule>> USE_SERVER = Setting.of("use-server", List.of());
    /** When a backend that is not published is used all the same. */
    public static final Setting<List<Rule>> FORCE_BE_SWITCH = Setting.of("force-be-switch", List.of());
    /** Whether no rule chooses the backend before it is published. */
    public static final Setting<Boolean> UNPUBLISHED = Setting.of("be-unpublished", false);
    /** The target of requests that are answered with the state of the proxy itself; empty for none. */
    public static final Setting<String> MONITOR_URI = Setting.of("monitor-uri", "");
    /** When that answer is a 503. */
    public static final Setting<List<Rule>> MONITOR_FAIL = Setting.of("monitor fail", List.of());
    /** Rules about requests for the statistics page, in order. */
    public static final Setting<List<Rule>> STATS_RULES = Setting.of("stats http-request", List.of());
    /** Who may change things through the statistics page. */
    public static final Setting<List<Rule>> STATS_ADMIN = Setting.of("stats admin", List.of());
    /** When persistence looks at no state of servers, or is not looked at itself: {@code force-persist} and {@code ignore-persist} lines. */
    public static final Setting<List<Rule>> PERSIST_RULES = Setting.of("force-persist", List.of());
    /** Whether clients are brought back to servers that are down. */
    public static final Setting<Boolean> PERSIST = Setting.of("option persist", false);
    /** Whether a client's next request goes where a connection is kept for it. */
    public static final Setting<Boolean> PREFER_LAST_SERVER = Setting.of("option prefer-last-server", false);
    /** So many requests may wait for that server; -1 for any number. */
    public static final Setting<Integer> MAX_KEEP_ALIVE_QUEUE = Setting.of("max-keep-alive-queue", -1);
    /** The header that tells servers their names; empty for none. */
    public static final Setting<String> SEND_NAME_HEADER = Setting.of("http-send-name-header", "");
    /** What is compressed. */
    public static final Setting<CompressionSpec> COMPRESSION = Setting.of("compression", CompressionSpec.NONE);
    /** What bodies pass through, where that is said in so many words. */
    public static final Setting<List<FilterSpec>> FILTERS = Setting.of("filter", List.of());
    /** The {@code filter cache} lines. */
    public static final Setting<List<FilterSpec>> CACHE_FILTERS = Setting.of("filter cache", List.of());
    /** Which of these, and in which order. */
    public static final Setting<List<FilterSpec.Sequence>> FILTER_SEQUENCES = Setting.of("filter-sequence", List.of());
    /** Persistence by cookie. */
    public static final Setting<CookieSpec> COOKIE = Setting.of("cookie", CookieSpec.NONE);
    /** What cookies of servers are computed from. */
    public static final Setting<String> DYNAMIC_COOKIE_KEY = Setting.of("dynamic-cookie-key", "");
    /** Whether requests that are none are taken where it seems bearable. */
    public static final Setting<Boolean> UNSAFE_REQUESTS =
            Setting.of("option accept-unsafe-violations-in-http-request", false);
    /** Whether responses that are none are taken where it seems bearable. */
    public static final Setting<Boolean> UNSAFE_RESPONSES =
            Setting.of("option accept-unsafe-violations-in-http-response", false);
    /** Whether clients of HTTP/1 get names of header fields spelled as {@link GlobalSettings#HEADER_CASES} says. */
    public static final Setting<Boolean> CASE_FOR_CLIENTS = Setting.of("option h1-case-adjust-bogus-client", false);
    /** The same for servers. */
    public static final Setting<Boolean> CASE_FOR_SERVERS = Setting.of("option h1-case-adjust-bogus-server", false);
    /** What becomes of requests' fields with names that are not plain. */
    public static final Setting<OddNames> ODD_NAMES =
            Setting.of("option http-restrict-req-hdr-names", OddNames.PRESERVE);
    /** Whether fields behind a request's body go no further. */
    public static final Setting<Boolean> DROP_REQUEST_TRAILERS = Setting.of("option http-drop-request-trailers", false);
    /** The same for a response. */
    public static final Setting<Boolean> DROP_RESPONSE_TRAILERS =
            Setting.of("option http-drop-response-trailers", false);
    /** Whether servers are not told that their connections will be closed. */
    public static final Setting<Boolean> PRETEND_KEEP_ALIVE = Setting.of("option http-pretend-keepalive", false);
    /** Whether clients that ask as one asks a proxy are asked for their credentials in its way. */
    public static final Setting<Boolean> USE_PROXY_HEADER = Setting.of("option http-use-proxy-header", false);
    /** Whether clients between two requests may ask once more while the process stops. */
    public static final Setting<Boolean> IDLE_CLOSE_ON_RESPONSE = Setting.of("option idle-close-on-response", false);
    /** Whether rules and choices wait for the request's body. */
    public static final Setting<Boolean> BUFFER_REQUEST = Setting.of("option http-buffer-request", false);
    /** Named ACLs in order of their lines; lines of one name are alternatives. */
    public static final Setting<List<Acl>> ACLS = Setting.of("acl", List.of());
    /** The proxy's own stick table: none, or one. */
    public static final Setting<List<TableSpec>> STICK_TABLE = Setting.of("stick-table", List.of());
    /** The rules of persistence, in order. */
    public static final Setting<List<StickRule>> STICK = Setting.of("stick on", List.of());
    /** The statistics page; off unless {@code stats enable} or another {@code stats} keyword turned it on. */
    public static final Setting<StatsPage> STATS_PAGE = Setting.of("stats enable", StatsPage.OFF);

    /** Where the state of servers at start comes from. */
    public enum StateSource {
        /** From the lines alone. */
        NONE,
        /** From the file of the {@code global} section. */
        GLOBAL,
        /** From a file of the backend. */
        LOCAL
    }

    /** What kind of traffic a proxy understands. */
    public enum Mode {
        /** Bytes. */
        TCP,
        /** HTTP messages. */
        HTTP,
        /** Lines of logs. */
        LOG;

        /** As {@code show stat} prints it. */
        public String word() {
            return switch (this) {
                case TCP -> "tcp";
                case HTTP -> "http";
                case LOG -> "syslog";
            };
        }
    }

    /** Which requests may use an idle server connection (manual: {@code http-reuse}). */
    public enum HttpReuse {
        NEVER,
        SAFE,
        AGGRESSIVE,
        ALWAYS
    }

    /** What happens to connections after a response (manual: {@code option http-keep-alive} and its kin). */
    public enum HttpConnection {
        /** Both sides stay open. */
        KEEP_ALIVE,
        /** The server's side closes. */
        SERVER_CLOSE,
        /** Both sides close. */
        CLOSE
    }

    /** Which line a proxy logs. */
    public enum LogFormat {
        /** The bare connection line. */
        NONE,
        TCP,
        HTTP,
        /** The one that is written in the configuration. */
        TEXT
    }

    private ProxySettings() {}
}
