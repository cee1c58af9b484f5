package dev.sluice.config.keyword;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.Setting;
import dev.sluice.config.SocketSettings;
import dev.sluice.config.SourceSpec;
import dev.sluice.config.SourceSpec.Shown;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Keyword.Handler;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.ListenAddresses;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What sockets are to be like, on the side of clients and on the side of servers. */
final class SocketKeywords {
    private static final Set<Place> BIND = Set.of(Place.BIND);
    private static final Set<Place> SOCKETS = Set.of(Place.BIND, Place.STATS_SOCKET);
    private static final Set<Place> SERVER = Set.of(Place.SERVER);
    private static final Set<Place> BACKS = EnumSet.of(Place.DEFAULTS, Place.BACKEND, Place.LISTEN);
    private static final int MSS_MAX = 65_535;
    private static final int NICE_MAX = 1024;
    /** More questions without an answer than this the kernel does not ask. */
    private static final int PROBES_MAX = 127;
    /** The kernel keeps it in so many bits, less one. */
    private static final int SECONDS_MAX = 32_767;

    private static final String NAMESPACE =
            "the JDK has no call that makes a socket in another network namespace; run a process in that namespace";

    private SocketKeywords() {}

    static List<Keyword> all() {
        List<Keyword> all = new ArrayList<>();
        ofProxies(all);
        ofListeners(all);
        ofServers(all);
        return all;
    }

    private static void ofProxies(List<Keyword> all) {
        all.add(Keyword.of("option tcpka", "", Place.PROXIES, "ask silent clients and servers whether they are there")
                .effective(line -> {
                    line.set(SocketSettings.CLIENT_KEEPALIVE, true);
                    line.set(SocketSettings.SERVER_KEEPALIVE, true);
                }));
        all.add(Keyword.of("option clitcpka", "", Place.FRONT, "ask silent clients whether they are there")
                .effective(Forms.flag(SocketSettings.CLIENT_KEEPALIVE))
                .negatable()
                .ignoredIn(Place.BACKEND));
        all.add(Keyword.of("option srvtcpka", "", BACKS, "ask silent servers whether they are there")
                .effective(Forms.flag(SocketSettings.SERVER_KEEPALIVE))
                .negatable()
                .ignoredIn(Place.FRONTEND));
        keepAlive(all, "clitcpka", true);
        keepAlive(all, "srvtcpka", false);
        all.add(Keyword.of("option nolinger", "", Place.PROXIES, "forget closed connections at once")
                .effective(Forms.flag(SocketSettings.NOLINGER))
                .negatable());
        all.add(Keyword.of(
                        "source",
                        "<address>[:<port>] [usesrc <address>[:<port>]|client|clientip] [interface <name>]",
                        BACKS,
                        "where connections to servers come from")
                .effective(SocketKeywords::sourceOfBackend)
                .ignoredIn(Place.FRONTEND));
        all.add(Keyword.of("rate-limit sessions", "<number>", Place.FRONT, "sessions a second that are begun")
                .effective(Forms.count(ProxySettings.RATE_LIMIT_SESSIONS))
                .ignoredIn(Place.BACKEND));
    }

    private static void keepAlive(List<Keyword> all, String first, boolean client) {
        Setting<Integer> count = client ? SocketSettings.CLIENT_KEEPALIVE_COUNT : SocketSettings.SERVER_KEEPALIVE_COUNT;
        Setting<Integer> idle = client ? SocketSettings.CLIENT_KEEPALIVE_IDLE : SocketSettings.SERVER_KEEPALIVE_IDLE;
        Setting<Integer> interval =
                client ? SocketSettings.CLIENT_KEEPALIVE_INTERVAL : SocketSettings.SERVER_KEEPALIVE_INTERVAL;
        Set<Place> places = client ? Place.FRONT : BACKS;
        Place other = client ? Place.BACKEND : Place.FRONTEND;
        all.add(Keyword.of(first + "-cnt", "<number>", places, "such questions without an answer that end a connection")
                .effective(Forms.number(count, 0, PROBES_MAX))
                .ignoredIn(other));
        all.add(Keyword.of(first + "-idle", "<time>", places, "silence before the first of them")
                .effective(line -> line.set(idle, seconds(line)))
                .ignoredIn(other));
        all.add(Keyword.of(first + "-intvl", "<time>", places, "time between two of them")
                .effective(line -> line.set(interval, seconds(line)))
                .ignoredIn(other));
    }

    /** In whole seconds, the last one begun counting. */
    private static int seconds(Line line) throws BadLineException {
        long seconds = (line.timeInSeconds() + 999) / 1000;
        if (seconds > SECONDS_MAX) {
            throw line.bad("'" + line.keyword() + "': the system takes at most " + SECONDS_MAX + " seconds.");
        }
        return (int) seconds;
    }

    private static void ofListeners(List<Keyword> all) {
        all.add(bind("tcp-ut", "<time>", "how long bytes may stay without being acknowledged", userTimeout()));
        all.add(bind(
                "cc",
                "<name>",
                "the manner in which congestion is dealt with",
                Forms.word(SocketSettings.CONGESTION, "a name")));
        all.add(bind("mss", "<number>", "the largest segment that clients are told to send", SocketKeywords::mss));
        all.add(bind(
                "interface",
                "<name>",
                "the interface that connections come through",
                Forms.word(SocketSettings.INTERFACE, "a name")));
        all.add(bind("v4v6", "", "take connections of IPv4 too", Forms.fixed(SocketSettings.V4V6, true)));
        all.add(bind("v6only", "", "take connections of IPv6 alone", Forms.fixed(SocketSettings.V6ONLY, true)));
        all.add(bind(
                "transparent",
                "",
                "listen on an address that is not this machine's",
                Forms.fixed(SocketSettings.TRANSPARENT, true)));
        all.add(bind(
                "defer-accept",
                "",
                "take connections once their clients have said something",
                Forms.fixed(SocketSettings.DEFER_ACCEPT, true)));
        all.add(bind("tfo", "", "data may come with the first packet", Forms.fixed(SocketSettings.FAST_OPEN, true)));
        Set<Place> admin = Set.of(Place.STATS_SOCKET);
        all.add(Keyword.of("defer-accept", "", admin, "").withoutEffect("clients of commands are few", line -> {}));
        all.add(Keyword.of("tfo", "", admin, "").withoutEffect("clients of commands are few", line -> {}));
        all.add(Keyword.of("nice", "<number>", SOCKETS, "")
                .withoutEffect("each worker serves its connections in turn", line -> {
                    int unused = line.number(-NICE_MAX, NICE_MAX);
                }));
        all.add(Keyword.of("namespace", "<name>", SOCKETS, "").refused(NAMESPACE));
    }

    private static void ofServers(List<Keyword> all) {
        all.add(ServerKeywords.set(
                        "tcp-ut", "<time>", "how long bytes may stay without being acknowledged", userTimeout())
                .notDynamic());
        all.add(ServerKeywords.set(
                "cc",
                "<name>",
                "the manner in which congestion is dealt with",
                Forms.word(SocketSettings.CONGESTION, "a name")));
        all.add(ServerKeywords.flag("tfo", "send data with the first packet", SocketSettings.FAST_OPEN, true));
        all.add(ServerKeywords.flag("no-tfo", "send none with it", SocketSettings.FAST_OPEN, false));
        all.add(ServerKeywords.set(
                "source",
                "<address>[:<port>[-<port>]] [usesrc <address>[:<port>]|client|clientip] [interface <name>]",
                "where connections to it come from",
                line -> line.set(SocketSettings.SOURCE, source(line, true))));
        all.add(Keyword.of("usesrc", "<address>|client|clientip", SERVER, "")
                .refused("it is only allowed behind 'source'"));
        all.add(ServerKeywords.set(
                        "socks4", "<address>:<port>", "the SOCKS4 proxy on the way to it", SocketKeywords::socks)
                .notDynamic());
        all.add(ServerKeywords.flag(
                "check-via-socks4", "checks go through that proxy too", SocketSettings.CHECK_VIA_SOCKS4, true));
        all.add(Keyword.of("namespace", "<name>", SERVER, "").refused(NAMESPACE).notDynamic());
    }

    private static Keyword bind(String name, String usage, String documentation, Handler handler) {
        return Keyword.of(name, usage, BIND, documentation).effective(handler);
    }

    private static Handler userTimeout() {
        return line -> line.set(SocketSettings.TCP_UT, Math.toIntExact(line.time()));
    }

    private static void mss(Line line) throws BadLineException {
        int mss = line.number(-MSS_MAX, MSS_MAX);
        if (mss == 0) {
            throw line.bad(
                    "'mss': a number from 1 to " + MSS_MAX + " is expected, or one from -" + MSS_MAX + " to -1.");
        }
        line.set(SocketSettings.MSS, mss);
    }

    private static void sourceOfBackend(Line line) throws BadLineException {
        SourceSpec read = source(line, false);
        if (line.hasNext()) {
            throw line.bad("'source' only supports optional keywords 'interface' and 'usesrc'.");
        }
        line.set(SocketSettings.SOURCE, read);
    }

    private static SourceSpec source(Line line, boolean ranges) throws BadLineException {
        String word = line.next("<addr>[:<port>]");
        SourceSpec read = address(line, "source", word, ranges);
        boolean more = true;
        while (more) {
            if (line.accept("interface")) {
                read = read.through(line.next("the name of an interface behind 'interface'"));
            } else if (line.accept("usesrc")) {
                read = showing(line, read);
            } else {
                more = false;
            }
        }
        return read;
    }

    private static SourceSpec address(Line line, String said, String word, boolean ranges) throws BadLineException {
        try {
            return ListenAddresses.source(line, word, ranges);
        } catch (BadLineException e) {
            throw line.bad("'" + said + " " + word + "' : " + e.text() + ".");
        }
    }

    private static SourceSpec showing(Line line, SourceSpec read) throws BadLineException {
        String word = line.next("<addr>[:<port>], 'client' or 'clientip' behind 'usesrc'");
        if (word.startsWith("hdr_ip(")) {
            throw line.bad("'usesrc hdr_ip' is not supported by this version of Sluice yet.");
        }
        return switch (word) {
            case "client" -> read.showing(Shown.CLIENT, "", 0);
            case "clientip" -> read.showing(Shown.CLIENT_IP, "", 0);
            default -> {
                SourceSpec fixed = address(line, "usesrc", word, false);
                yield read.showing(Shown.FIXED, fixed.host(), fixed.lowPort());
            }
        };
    }

    private static void socks(Line line) throws BadLineException {
        String word = line.next("<addr>:<port>");
        ServerAddress address;
        try {
            address = ListenAddresses.server(line, word, false).address();
        } catch (BadLineException e) {
            throw line.bad("'socks4 " + word + "' : " + e.text() + ".");
        }
        if (address.isLocalSocket()) {
            throw line.bad("'socks4 " + word + "' : only an internet address is supported.");
        }
        if (address.portMapped() || address.port() == 0) {
            throw line.bad("'socks4 " + word + "' : missing port specification in '" + word + "'.");
        }
        line.set(SocketSettings.SOCKS4, List.of(address));
    }
}
