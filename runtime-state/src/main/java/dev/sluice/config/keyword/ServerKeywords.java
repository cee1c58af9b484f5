package dev.sluice.config.keyword;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSettings.InitState;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Keyword.Handler;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.ListenAddresses;
import dev.sluice.config.parse.ListenAddresses.ServerTarget;
import dev.sluice.config.parse.Place;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code server}, and what may follow its address. */
final class ServerKeywords {
    private static final Set<Place> SERVER = Set.of(Place.SERVER);
    /** Servers that get lines of logs as datagrams. */
    private static final Pattern DATAGRAMS = Pattern.compile("^udp[46]?@");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]+");
    private static final Choice<InitState> INIT_STATES = Choice.of(InitState.class);
    private static final int WEIGHT_MAX = 256;
    private static final int PORT_MAX = 65_535;

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "server",
                            "<name> <address>[:<port>] [<parameter>...]",
                            EnumSet.of(Place.BACKEND, Place.LISTEN),
                            "where requests go")
                    .effective(ServerKeywords::server),
            Keyword.of(
                            "server-template",
                            "<prefix> <number>|<first>-<last> <address>[:<port>] [<parameter>...]",
                            EnumSet.of(Place.BACKEND, Place.LISTEN),
                            "servers that share a line, and an address each of a name")
                    .effective(ServerTemplates::read),
            flag("check", "ask the server for its health", ServerSettings.CHECK, true),
            flag("no-check", "do not", ServerSettings.CHECK, false).notDynamic(),
            set("inter", "<time>", "time between two checks", Forms.positiveTime(ServerSettings.INTER)),
            set(
                    "fastinter",
                    "<time>",
                    "the same while the health changes",
                    Forms.positiveTime(ServerSettings.FASTINTER)),
            set(
                    "downinter",
                    "<time>",
                    "the same while the server is down",
                    Forms.positiveTime(ServerSettings.DOWNINTER)),
            set("rise", "<number>", "good checks that bring it up", atLeastOne(ServerSettings.RISE)),
            set("fall", "<number>", "failed checks that take it down", atLeastOne(ServerSettings.FALL)),
            set("weight", "<0..256>", "its share", Forms.number(ServerSettings.WEIGHT, 0, WEIGHT_MAX)),
            set("log-bufsize", "<bytes>", "memory for lines of logs that wait for it", ServerKeywords::logBuffer)
                    .notDynamic(),
            set("log-proto", "legacy|octet-count", "how lines of logs are told apart", ServerKeywords::logProtocol)
                    .notDynamic(),
            set("maxconn", "<number>", "requests at once", Forms.count(ServerSettings.MAXCONN)),
            set("minconn", "<number>", "the same while there is little load", Forms.count(ServerSettings.MINCONN)),
            set("maxqueue", "<number>", "requests that may wait for it", Forms.count(ServerSettings.MAXQUEUE)),
            flag("backup", "only when no other is left", ServerSettings.BACKUP, true),
            flag("no-backup", "with the others", ServerSettings.BACKUP, false),
            flag("disabled", "start in maintenance", ServerSettings.DISABLED, true),
            flag("enabled", "start in service", ServerSettings.DISABLED, false).notDynamic(),
            set(
                    "slowstart",
                    "<time>",
                    "how long its share grows after it came up",
                    Forms.time(ServerSettings.SLOWSTART)),
            set("track", "[<backend>/]<server>", "have the health of another", ServerKeywords::track),
            set("port", "<port>", "where checks go", Forms.number(ServerSettings.CHECK_PORT, 0, PORT_MAX)),
            set("addr", "<address>", "where checks go", line -> address(line, ServerSettings.CHECK_ADDR)),
            set(
                    "on-marked-down",
                    "shutdown-sessions",
                    "what happens to sessions when it goes down",
                    line -> only(line, "shutdown-sessions", ServerSettings.ON_MARKED_DOWN_SHUTDOWN)),
            set(
                    "on-marked-up",
                    "shutdown-backup-sessions",
                    "what happens to those of backups when it comes up",
                    line -> only(line, "shutdown-backup-sessions", ServerSettings.ON_MARKED_UP_SHUTDOWN_BACKUP)),
            set("cookie", "<value>", "its value in a cookie", Forms.word(ServerSettings.COOKIE, "a value")),
            set("id", "<number>", "its number in statistics", atLeastOne(ServerSettings.ID)),
            set(
                    "init-state",
                    "<state>",
                    "its health at first",
                    line -> line.set(ServerSettings.INIT_STATE, INIT_STATES.read(line))),
            set(
                            "init-addr",
                            "last|libc|none|<ip>[,...]",
                            "where its first address comes from",
                            line -> line.set(ServerSettings.INIT_ADDR, line.next("methods")))
                    .notDynamic(),
            set(
                    "pool-max-conn",
                    "<number>",
                    "idle connections kept",
                    Forms.number(ServerSettings.POOL_MAX_CONN, -1, Integer.MAX_VALUE)),
            set(
                    "pool-low-conn",
                    "<number>",
                    "idle connections below which other workers are not asked for theirs",
                    Forms.count(ServerSettings.POOL_LOW_CONN)),
            set(
                            "redir",
                            "<prefix>",
                            "send clients there that only want to read",
                            Forms.word(ServerSettings.REDIR, "a prefix"))
                    .notDynamic(),
            set(
                    "pool-conn-name",
                    "<expression>",
                    "what connections of a kind have in common",
                    Forms.word(ServerSettings.POOL_CONN_NAME, "an expression")),
            set(
                    "pool-purge-delay",
                    "<time>",
                    "how often idle connections are thinned out",
                    Forms.time(ServerSettings.POOL_PURGE_DELAY)),
            set(
                            "max-reuse",
                            "<number>",
                            "requests that a connection carries",
                            Forms.number(ServerSettings.MAX_REUSE, -1, Integer.MAX_VALUE))
                    .notDynamic(),
            set("guid", "<text>", "its name that no other object has", Guids::read),
            flag("non-stick", "remembered by no stick table", ServerSettings.NON_STICK, true)
                    .notDynamic(),
            flag("stick", "remembered by stick tables", ServerSettings.NON_STICK, false)
                    .notDynamic());

    private ServerKeywords() {}

    static Keyword set(String name, String usage, String documentation, Handler handler) {
        return Keyword.of(name, usage, SERVER, documentation).effective(handler);
    }

    static Keyword flag(String name, String documentation, Setting<Boolean> setting, boolean value) {
        return set(name, "", documentation, Forms.fixed(setting, value));
    }

    private static Handler atLeastOne(Setting<Integer> setting) {
        return Forms.number(setting, 1, Integer.MAX_VALUE);
    }

    private static void server(Line line) throws BadLineException {
        String name = line.next("<name> and <address>[:<port>]");
        String word = line.next("<name> and <address>[:<port>]");
        try {
            line.addServer(read(line, name, word));
        } catch (BadLineException e) {
            throw line.bad("'server " + line.sectionName() + "/" + name + "' : " + e.text());
        }
    }

    static ServerSpec read(Line line, String name, String word) throws BadLineException {
        checkName(line, name);
        ListenAddresses.checkPort(line, DATAGRAMS.matcher(word).replaceFirst(""));
        Settings start = ServerOrigins.ofLine(line, line.get(ProxySettings.DEFAULT_SERVER));
        Settings settings = line.parameters(Place.SERVER, name, prepared(start));
        if (ObserveKeywords.isOutOfPlace(line, settings)) {
            line.warn("'server " + line.sectionName() + "/" + name
                    + "' : 'observe layer7' is ignored, as it needs 'mode http'.");
        }
        if (line.get(ProxySettings.NAMED_DEFAULT_SERVERS).containsKey(name)) {
            throw line.bad("a default-server has this name.");
        }
        for (ServerSpec other : line.servers()) {
            if (other.name().equals(name)) {
                throw line.bad("another server has this name, declared at " + other.location() + ".");
            }
            boolean sameId = settings.has(ServerSettings.ID)
                    && settings.get(ServerSettings.ID).equals(other.settings().get(ServerSettings.ID));
            if (sameId) {
                throw line.bad("'id' : " + settings.get(ServerSettings.ID) + " is the id of '" + other.name()
                        + "' already, declared at " + other.location() + ".");
            }
        }
        if (settings.get(ServerSettings.CHECK)
                && !settings.get(ServerSettings.TRACK).isEmpty()) {
            throw line.bad("'check' and 'track' cannot be used at the same time.");
        }
        if (settings.get(ServerSettings.AGENT_CHECK) && ServerSettings.agentPort(settings) == 0) {
            throw line.bad("'agent-check' needs to know the agent's port: 'agent-port' is missing.");
        }
        return spec(line, name, word, settings);
    }

    /** Refuses what cannot be the name of a server. */
    static void checkName(Line line, String name) throws BadLineException {
        if (!NAME.matcher(name).matches()) {
            throw line.bad(
                    "the name has a character that names cannot have (letters, digits, '-', '_', '.' and ':' can).");
        }
    }

    private static Settings prepared(Settings start) {
        return start.get(TlsSettings.SSL)
                ? start.toBuilder().set(TlsSettings.SSL_PREPARED, true).build()
                : start;
    }

    /** The server at an address. */
    static ServerSpec spec(Line line, String name, String said, Settings given) throws BadLineException {
        boolean datagrams = DATAGRAMS.matcher(said).lookingAt();
        String word = datagrams ? said.replaceFirst("^udp@", "").replaceFirst("^udp([46]@)", "ipv$1") : said;
        Settings settings = datagrams
                ? given.toBuilder().set(ServerSettings.DATAGRAMS, true).build()
                : given;
        ServerTarget target = target(line, word, settings);
        boolean srv = target.name().startsWith("_");
        Settings named = target.name().isEmpty()
                ? settings
                : settings.toBuilder()
                        .set(srv ? ServerSettings.SRV_RECORD : ServerSettings.FQDN, target.name())
                        .build();
        return new ServerSpec(name, target.address(), line.location(), named);
    }

    /** SRV records tell of ports too, and nobody but a resolvers section is asked for them. */
    private static ServerTarget target(Line line, String word, Settings settings) throws BadLineException {
        if (word.startsWith("_") && !settings.get(ServerSettings.RESOLVERS).isEmpty()) {
            return new ServerTarget(new ServerAddress(ServerAddress.Family.NAME, word, 0, false), word);
        }
        return ListenAddresses.server(line, word, mayFail(settings));
    }

    private static void logBuffer(Line line) throws BadLineException {
        line.set(ServerSettings.LOG_BUFFER, RingKeywords.bytes(line));
    }

    private static void logProtocol(Line line) throws BadLineException {
        line.set(ServerSettings.LOG_COUNTED, RingKeywords.isCounted(line));
    }

    private static boolean mayFail(Settings settings) {
        return List.of(settings.get(ServerSettings.INIT_ADDR).split(",")).contains("none");
    }

    /** Names of servers of the same backend get its name in front, so that nobody has to know where it was said. */
    private static void track(Line line) throws BadLineException {
        String target = line.next("<backend>/<server>");
        line.set(ServerSettings.TRACK, target.indexOf('/') >= 0 ? target : line.outerName() + "/" + target);
    }

    static void address(Line line, Setting<String> setting) throws BadLineException {
        ServerTarget target = ListenAddresses.server(line, line.next("an address"), false);
        line.set(setting, target.address().host());
    }

    private static void only(Line line, String action, Setting<Boolean> setting) throws BadLineException {
        String word = line.next("'" + action + "'");
        if (!word.equals(action)) {
            throw line.bad("'" + line.keyword() + "' expects '" + action + "' (got '" + word + "').");
        }
        line.set(setting, true);
    }
}
