package dev.sluice.config.keyword;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSettings.SeverityOutput;
import dev.sluice.config.BindSpec;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Level;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.ListenAddresses;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code bind} and {@code stats socket}, and what may follow their addresses. */
final class BindKeywords {
    private static final Set<Place> SOCKET = Set.of(Place.STATS_SOCKET);
    private static final Set<Place> BOTH = Set.of(Place.BIND, Place.STATS_SOCKET);
    private static final Set<Place> UNIX = Set.of(Place.BIND, Place.STATS_SOCKET, Place.UNIX_BIND);
    private static final Setting<String> LABEL = Setting.of("label", "");
    private static final Choice<Level> LEVELS = Choice.of(Level.class);
    private static final Choice<SeverityOutput> SEVERITIES = Choice.of(SeverityOutput.class);
    private static final int MODE_MAX = 0777;
    /** It is sent in four bytes. */
    private static final long NETSCALER_MAGIC_MAX = 0xFFFF_FFFFL;

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "bind",
                            "<address>[,...] [<parameter>...]",
                            Set.of(Place.FRONTEND, Place.LISTEN),
                            "where to listen")
                    .effective(BindKeywords::bind)
                    .ignoredIn(Place.BACKEND),
            Keyword.of("stats socket", "<address> [<parameter>...]", Set.of(Place.GLOBAL), "where commands are taken")
                    .effective(line -> line.append(GlobalSettings.STATS_SOCKETS, read(line, Place.STATS_SOCKET))),
            Keyword.of(
                            "unix-bind",
                            "[prefix <path>] [mode <octal>] [user|uid <user>] [group|gid <group>]",
                            Set.of(Place.GLOBAL),
                            "what holds for the unix sockets of all bind lines")
                    .effective(BindKeywords::unixBind),
            Keyword.of("prefix", "<path>", Set.of(Place.UNIX_BIND), "what their paths begin with")
                    .effective(Forms.word(BindSettings.PREFIX, "a path")),
            Keyword.of("label", "<label>", BOTH, "")
                    .withoutEffect("nothing here tells sockets by their labels", Forms.word(LABEL, "a label")),
            Keyword.of("stats timeout", "<time>", Set.of(Place.GLOBAL), "how long a silent client of commands may stay")
                    .effective(Forms.positiveTime(GlobalSettings.STATS_TIMEOUT)),
            Keyword.of("stats maxconn", "<number>", Set.of(Place.GLOBAL), "clients of commands served at once")
                    .effective(Forms.number(GlobalSettings.STATS_MAXCONN, 1, Integer.MAX_VALUE)),
            Keyword.of("name", "<name>", BOTH, "the name in statistics")
                    .effective(Forms.word(BindSettings.NAME, "a name")),
            Keyword.of("id", "<number>", BOTH, "the number in statistics")
                    .effective(Forms.number(BindSettings.ID, 1, Integer.MAX_VALUE)),
            Keyword.of("guid-prefix", "<text>", Set.of(Place.BIND), "what the guids of its listeners begin with")
                    .effective(Forms.word(BindSettings.GUID_PREFIX, "a text")),
            Keyword.of("guid-prefix", "<text>", Set.of(Place.STATS_SOCKET), "")
                    .withoutEffect("sockets of commands have no statistics"),
            Keyword.of("maxconn", "<number>", BOTH, "connections at once").effective(Forms.count(BindSettings.MAXCONN)),
            Keyword.of("backlog", "<number>", BOTH, "connections that wait to be accepted")
                    .effective(Forms.count(BindSettings.BACKLOG)),
            Keyword.of("mode", "<octal>", UNIX, "permissions of a unix socket").effective(BindKeywords::mode),
            Keyword.of("user", "<name>", UNIX, "owner of a unix socket")
                    .effective(Forms.word(BindSettings.USER, "a name")),
            Keyword.of("group", "<name>", UNIX, "group of a unix socket")
                    .effective(Forms.word(BindSettings.GROUP, "a name")),
            Keyword.of("uid", "<number>", UNIX, "owner of a unix socket, as a number")
                    .effective(Forms.count(BindSettings.UID)),
            Keyword.of("gid", "<number>", UNIX, "group of a unix socket, as a number")
                    .effective(Forms.count(BindSettings.GID)),
            Keyword.of("level", "user|operator|admin", SOCKET, "what its clients may do")
                    .effective(line -> line.set(BindSettings.LEVEL, LEVELS.read(line))),
            Keyword.of("severity-output", "none|number|string", SOCKET, "whether replies show their severity")
                    .effective(line -> line.set(BindSettings.SEVERITY_OUTPUT, SEVERITIES.read(line))),
            Keyword.of("level", "user|operator|admin", Set.of(Place.BIND), "")
                    .withoutEffect("traffic is no command", line -> line.set(BindSettings.LEVEL, LEVELS.read(line))),
            Keyword.of("severity-output", "none|number|string", Set.of(Place.BIND), "")
                    .withoutEffect(
                            "traffic is no command",
                            line -> line.set(BindSettings.SEVERITY_OUTPUT, SEVERITIES.read(line))),
            Keyword.of("expose-fd listeners", "", BOTH, "hand the listening descriptors to a successor that asks")
                    .withoutEffect(
                            "a reload happens in the same process, which keeps its descriptors",
                            Forms.fixed(BindSettings.EXPOSE_FD_LISTENERS, true)),
            Keyword.of("accept-proxy", "", Set.of(Place.BIND), "connections begin with a PROXY header")
                    .effective(Forms.fixed(BindSettings.ACCEPT_PROXY, true)),
            Keyword.of(
                            "accept-netscaler-cip",
                            "<number>",
                            Set.of(Place.BIND),
                            "connections begin with a header of NetScaler's client IP insertion")
                    .effective(BindKeywords::netscaler),
            kernel("process", "<set>"),
            kernel("shards", "<number>"),
            kernel("thread", "<set>"));

    private BindKeywords() {}

    private static Keyword kernel(String name, String usage) {
        return Keyword.of(name, usage, BOTH, "how the work is spread")
                .withoutEffect("it makes no difference but in speed, and workers share all listeners", line -> {
                    if (!usage.isEmpty()) {
                        String unused = line.next(usage);
                    }
                });
    }

    static void bind(Line line) throws BadLineException {
        BindSpec bind = read(line, Place.BIND);
        for (BindSpec other : line.binds()) {
            boolean sameId = bind.settings().has(BindSettings.ID)
                    && bind.settings()
                            .get(BindSettings.ID)
                            .equals(other.settings().get(BindSettings.ID));
            if (sameId) {
                throw line.bad("'bind': the id " + bind.settings().get(BindSettings.ID) + " is taken, at "
                        + other.location() + ".");
            }
        }
        line.addBind(bind);
    }

    /** Reads addresses and parameters. */
    static BindSpec read(Line line, Place place) throws BadLineException {
        return read(line, place, line.next("an address"));
    }

    /** The same behind the addresses. */
    static BindSpec read(Line line, Place place, String list) throws BadLineException {
        try {
            List<ListenAddress> addresses = ListenAddresses.listening(line, list);
            boolean unix = place == Place.BIND && addresses.stream().anyMatch(ListenAddress.Unix.class::isInstance);
            Settings common = unix ? line.global(GlobalSettings.UNIX_BIND) : Settings.EMPTY;
            Settings own = line.parameters(place, list, Settings.EMPTY);
            return new BindSpec(line.location(), prefixed(addresses, common), over(common, own));
        } catch (BadLineException e) {
            String said = line.keyword().isEmpty() ? "bind" : line.keyword();
            throw line.bad("'" + said + " " + list + "' : " + e.text());
        }
    }

    /** What a line says itself holds, be it said by name or by number. */
    private static Settings over(Settings common, Settings own) {
        if (common.equals(Settings.EMPTY)) {
            return own;
        }
        Settings.Builder all = common.toBuilder().set(BindSettings.PREFIX, "").merge(own);
        if (own.has(BindSettings.USER) && !own.has(BindSettings.UID)) {
            all.set(BindSettings.UID, -1);
        }
        if (own.has(BindSettings.GROUP) && !own.has(BindSettings.GID)) {
            all.set(BindSettings.GID, -1);
        }
        return all.build();
    }

    private static List<ListenAddress> prefixed(List<ListenAddress> addresses, Settings common) {
        String prefix = common.get(BindSettings.PREFIX);
        List<ListenAddress> all = new ArrayList<>();
        for (ListenAddress address : addresses) {
            all.add(
                    address instanceof ListenAddress.Unix unix
                            ? new ListenAddress.Unix(prefix + unix.path())
                            : address);
        }
        return all;
    }

    private static void unixBind(Line line) throws BadLineException {
        Settings before = line.global(GlobalSettings.UNIX_BIND);
        line.set(GlobalSettings.UNIX_BIND, line.parameters(Place.UNIX_BIND, line.keyword(), before));
    }

    private static void netscaler(Line line) throws BadLineException {
        String word = line.next("the number that headers begin with");
        long magic = word.matches("[0-9]{1,10}") ? Long.parseLong(word) : 0;
        if (magic < 1 || magic > NETSCALER_MAGIC_MAX) {
            throw line.bad("'accept-netscaler-cip': a number from 1 to " + NETSCALER_MAGIC_MAX + " is expected (got '"
                    + word + "').");
        }
        line.set(BindSettings.NETSCALER_MAGIC, magic);
    }

    private static void mode(Line line) throws BadLineException {
        String word = line.next("permissions in octal");
        int mode = word.matches("0?[0-7]{1,3}") ? Integer.parseInt(word, 8) : MODE_MAX + 1;
        if (mode > MODE_MAX) {
            throw line.bad("'mode': missing or invalid mode '" + word + "' (octal integer up to 777 expected)");
        }
        line.set(BindSettings.MODE, mode);
    }
}
