package dev.sluice.config;

import dev.sluice.pattern.PatternSet;
import java.util.List;
import java.util.Map;

/** What a {@code global} section can set. Times are milliseconds; 0 is "not set" unless said otherwise. */
public final class GlobalSettings {
    /** Connections the process takes at once; 0 lets the program derive it from the descriptor limit. */
    public static final Setting<Integer> MAXCONN = Setting.of("maxconn", 0);
    /** Workers; 0 is one for each processor. */
    public static final Setting<Integer> NBTHREAD = Setting.of("nbthread", 0);

    public static final Setting<Long> ANON_KEY = Setting.of("anonkey", 0L);
    public static final Setting<String> NODE = Setting.of("node", "");
    public static final Setting<String> DESCRIPTION = Setting.of("description", "");
    /** Random spread of check intervals, in percent of the interval, 0 to 50. */
    public static final Setting<Integer> SPREAD_CHECKS = Setting.of("spread-checks", 0);
    /** The longest interval that start-up spreads checks over, in milliseconds; -1 for no limit. */
    public static final Setting<Long> MAX_SPREAD_CHECKS = Setting.of("max-spread-checks", -1L);

    public static final Setting<String> USER = Setting.of("user", "");
    public static final Setting<String> GROUP = Setting.of("group", "");
    public static final Setting<Integer> UID = Setting.of("uid", -1);
    public static final Setting<Integer> GID = Setting.of("gid", -1);
    public static final Setting<String> CHROOT = Setting.of("chroot", "");
    public static final Setting<Boolean> DAEMON = Setting.of("daemon", false);
    public static final Setting<String> PIDFILE = Setting.of("pidfile", "");
    /** Descriptors that the process may have where {@link #ULIMIT_N} does not say; 0 for as many as the system lets it have. */
    public static final Setting<Integer> FD_HARD_LIMIT = Setting.of("fd-hard-limit", 0);

    public static final Setting<Integer> ULIMIT_N = Setting.of("ulimit-n", 0);
    /** Where relative names of files begin, in the lines that follow. */
    public static final Setting<DefaultPath> DEFAULT_PATH = Setting.of("default-path", DefaultPath.CURRENT);

    public static final Setting<String> CA_BASE = Setting.of("ca-base", "");
    public static final Setting<String> CRT_BASE = Setting.of("crt-base", "");
    /** The admin sockets, in order; the same list is {@link Configuration#statsSockets()}. */
    /** What holds for the unix sockets of all {@code bind} lines that say nothing else: settings of such lines. */
    public static final Setting<Settings> UNIX_BIND = Setting.of("unix-bind", Settings.EMPTY);

    public static final Setting<List<BindSpec>> STATS_SOCKETS = Setting.of("stats socket", List.of());
    /** Idle timeout of the admin socket, in milliseconds (10 s in HAProxy). */
    public static final Setting<Long> STATS_TIMEOUT = Setting.of("stats timeout", 10_000L);
    /** Admin connections served at once; the rest wait. */
    public static final Setting<Integer> STATS_MAXCONN = Setting.of("stats maxconn", 10);

    /** What {@link #STICK_COUNTERS} can be at most: each takes room in whatever tracks. */
    public static final int STICK_COUNTERS_MAX = 12;
    /** Keys that a connection or request tracks at once at most. */
    public static final Setting<Integer> STICK_COUNTERS = Setting.of("tune.stick-counters", 3);
    /** The name of this node in peers sections; empty for the machine's. */
    public static final Setting<String> LOCALPEER = Setting.of("localpeer", "");
    /** The peers sections, in order. */
    public static final Setting<List<PeersSpec>> PEERS = Setting.of("peers", List.of());

    /** What {@code show servers state} printed, to be taken up at start; empty for none. */
    public static final Setting<String> SERVER_STATE_FILE = Setting.of("server-state-file", "");
    /** Where state files with relative names are. */
    public static final Setting<String> SERVER_STATE_BASE = Setting.of("server-state-base", "");
    /** What {@code dump stats-file} printed, to be taken up at start; empty for none. */
    public static final Setting<String> STATS_FILE = Setting.of("stats-file", "");
    /** The resolvers sections, in order. */
    /** Families of addresses that name servers are asked for. */
    public static final Setting<AcceptedFamilies> ACCEPTED_FAMILIES =
            Setting.of("dns-accept-family", AcceptedFamilies.BOTH);

    public static final Setting<List<ResolversSpec>> RESOLVERS = Setting.of("resolvers", List.of());

    public static final Setting<List<LogTarget>> LOG = Setting.of("log", List.of());
    /** The {@code log-profile} sections, by name. */
    public static final Setting<Map<String, LogProfile>> LOG_PROFILES = Setting.of("log-profile", Map.of());

    public static final Setting<String> LOG_TAG = Setting.of("log-tag", "");
    public static final Setting<String> LOG_SEND_HOSTNAME = Setting.of("log-send-hostname", "");
    /** Bytes of a buffer: the longest head of a message, and the longest line of the admin socket. */
    /** {@code set-var} and {@code set-var-fmt} lines in order: the action with its name, then the expression or format. */
    public static final Setting<List<Rule>> SET_VAR = Setting.of("set-var", List.of());

    /** Bytes of variables of all kinds; 0 has no limit. */
    public static final Setting<Integer> VARS_GLOBAL_MAX = Setting.of("tune.vars.global-max-size", 0);

    public static final Setting<Integer> VARS_PROC_MAX = Setting.of("tune.vars.proc-max-size", 0);
    public static final Setting<Integer> VARS_SESS_MAX = Setting.of("tune.vars.sess-max-size", 0);
    public static final Setting<Integer> VARS_TXN_MAX = Setting.of("tune.vars.txn-max-size", 0);
    public static final Setting<Integer> VARS_REQRES_MAX = Setting.of("tune.vars.reqres-max-size", 0);
    public static final Setting<Integer> BUFSIZE = Setting.of("tune.bufsize", 16_384);
    /** Bytes that stay free in a buffer for rewriting heads. */
    public static final Setting<Integer> MAXREWRITE = Setting.of("tune.maxrewrite", 1024);

    /** Connections a second that are taken; 0 for any number. */
    public static final Setting<Integer> MAX_CONN_RATE = Setting.of("maxconnrate", 0);
    /** Sessions a second that are begun; 0 for any number. */
    public static final Setting<Integer> MAX_SESS_RATE = Setting.of("maxsessrate", 0);
    /** Encrypted ones a second; 0 for any number. */
    public static final Setting<Integer> MAX_SSL_RATE = Setting.of("maxsslrate", 0);

    /** Kilobytes a second that compression takes in at most; 0 for no limit. */
    public static final Setting<Integer> MAX_COMPRESSION_RATE = Setting.of("maxcomprate", 0);
    /** How busy workers may be, in percent, for compression still to begin. */
    public static final Setting<Integer> MAX_COMPRESSION_CPU = Setting.of("maxcompcpuusage", 100);
    /** Megabytes that compression may use; 0 for no limit. */
    public static final Setting<Integer> MAX_COMPRESSION_MEMORY = Setting.of("maxzlibmem", 0);
    /** How hard compression tries at most, 1 to 9. */
    public static final Setting<Integer> COMPRESSION_LEVEL = Setting.of("tune.comp.maxlevel", 1);

    public static final Setting<Integer> CLI_MAX_PAYLOAD = Setting.of("tune.cli.max-payload-size", 131_072);
    /** Whether PROXY headers of checks name addresses even where they could say that the connection is our own. */
    public static final Setting<Boolean> PP2_NEVER_SEND_LOCAL = Setting.of("pp2-never-send-local", false);
    /** The responses that count as errors of clients. */
    public static final Setting<StatusCodes> ERROR_CODES = Setting.of("http-err-codes", StatusCodes.CLIENT_ERRORS);
    /** The responses that count as failures of servers. */
    public static final Setting<StatusCodes> FAILURE_CODES = Setting.of("http-fail-codes", StatusCodes.SERVER_ERRORS);
    /** Whether HTTP/1.0 may carry content with any method. */
    public static final Setting<Boolean> ANY_CONTENT = Setting.of("h1-accept-payload-with-any-method", false);

    /** How names of header fields are spelled for peers that mind. */
    public static final Setting<HeaderCases> HEADER_CASES = Setting.of("h1-case-adjust", HeaderCases.NONE);

    public static final Setting<Integer> MAX_HEADERS = Setting.of("tune.http.maxhdr", 101);
    /** Bytes of a request line that logs show. */
    public static final Setting<Integer> LOGGED_LINE_MAX = Setting.of("tune.http.logurilen", 1023);
    /** Bytes of a captured cookie, its name and value, whatever a capture asks for. */
    public static final Setting<Integer> CAPTURED_COOKIE_MAX = Setting.of("tune.http.cookielen", 63);

    /** Whether workers use one another's idle connections to servers. */
    public static final Setting<Boolean> IDLE_POOL_SHARED = Setting.of("tune.idle-pool.shared", true);
    /** Whether bytes that nobody looks at are copied all the same, rather than moved within the system. */
    public static final Setting<Boolean> NO_SPLICE = Setting.of("nosplice", false);
    /** Whether a limit of the system that cannot be had ends the start. */
    public static final Setting<Boolean> STRICT_LIMITS = Setting.of("strict-limits", true);
    /** Whether a warning makes the configuration unusable. */
    public static final Setting<Boolean> ZERO_WARNING = Setting.of("zero-warning", false);
    /** Milliseconds after which a soft stop ends what still runs; 0 waits for ever. */
    public static final Setting<Long> HARD_STOP_AFTER = Setting.of("hard-stop-after", 0L);
    /** What files and rules list to compare with; not said by a keyword but gathered from all lines. */
    public static final Setting<PatternSet> PATTERNS = Setting.of("patterns", PatternSet.EMPTY);

    /** The {@code http-errors} sections by name: responses by status. */
    public static final Setting<Map<String, Map<Integer, ErrorFile>>> HTTP_ERRORS = Setting.of("http-errors", Map.of());
    /** The {@code userlist} sections by name. */
    /** What {@code healthcheck} sections say of checks, as {@link ProxySettings} do. */
    public static final Setting<Map<String, Settings>> HEALTHCHECKS = Setting.of("healthcheck", Map.of());

    public static final Setting<Map<String, UserList>> USER_LISTS = Setting.of("userlist", Map.of());

    /** Whether checks may start programs, and what of the environment those see. */
    public static final Setting<ExternalChecks> EXTERNAL_CHECKS =
            Setting.of("external-check", ExternalChecks.FORBIDDEN);

    /** What {@code external-check} allows. */
    public enum ExternalChecks {
        /** Nothing. */
        FORBIDDEN,
        /** Programs that see what is said of the check, and nothing else. */
        ALLOWED,
        /** Programs that see this one's environment too. */
        WITH_ENVIRONMENT
    }

    /** What becomes of directives that may still change. */
    public static final Setting<Experiments> EXPERIMENTAL =
            Setting.of("expose-experimental-directives", Experiments.HIDDEN);

    /** How a configuration stands to directives that may still change. */
    public enum Experiments {
        /** They are refused. */
        HIDDEN,
        /** They are there for whoever wants them. */
        EXPOSED,
        /** One was used. */
        USED
    }

    /** The {@code cache} sections, in order. */
    public static final Setting<List<CacheSpec>> CACHES = Setting.of("cache", List.of());

    /** The {@code ring} sections, in order. */
    public static final Setting<List<RingSpec>> RINGS = Setting.of("ring", List.of());

    private GlobalSettings() {}
}
