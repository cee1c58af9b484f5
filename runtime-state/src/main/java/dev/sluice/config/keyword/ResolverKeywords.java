package dev.sluice.config.keyword;

import dev.sluice.config.AcceptedFamilies;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.ResolversSpec;
import dev.sluice.config.ResolversSpec.NameServer;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Setting;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.ListenAddresses;
import dev.sluice.config.parse.Place;
import dev.sluice.config.parse.ResolvConf;
import java.util.List;
import java.util.Set;

/** Who is asked for addresses while the program runs, and what servers take of the answers. */
final class ResolverKeywords {
    private static final Set<Place> SECTION = Set.of(Place.RESOLVERS);
    /** RFC 6891 asks for at least this much. */
    private static final int PAYLOAD_MIN = 512;

    private static final int PAYLOAD_MAX = 65_535;
    private static final String DNS_PORT = ":53";

    static final List<Keyword> ALL = List.of(
            Keyword.of("nameserver", "<name> <address>[:<port>]", SECTION, "who is asked")
                    .effective(ResolverKeywords::nameServer),
            Keyword.of("parse-resolv-conf", "", SECTION, "ask also whom the machine asks")
                    .effective(line -> {
                        for (NameServer server : ResolvConf.nameServers()) {
                            line.append(ResolversSpec.NAME_SERVERS, server);
                        }
                    }),
            Keyword.of(
                            "dns-accept-family",
                            "auto|ipv4|ipv6[,...]",
                            Set.of(Place.GLOBAL),
                            "families of addresses that name servers are asked for")
                    .effective(ResolverKeywords::families),
            Keyword.of("resolve_retries", "<number>", SECTION, "queries before a resolution has failed")
                    .effective(Forms.number(ResolversSpec.RETRIES, 1, Integer.MAX_VALUE)),
            Keyword.of("accepted_payload_size", "<bytes>", SECTION, "the longest answer")
                    .effective(Forms.number(ResolversSpec.PAYLOAD_SIZE, PAYLOAD_MIN, PAYLOAD_MAX)),
            time("timeout resolve", "time between two resolutions", ResolversSpec.TIMEOUT_RESOLVE),
            time("timeout retry", "time that a query is waited for", ResolversSpec.TIMEOUT_RETRY),
            hold("nx", ResolversSpec.HOLD_NX),
            hold("refused", ResolversSpec.HOLD_REFUSED),
            hold("timeout", ResolversSpec.HOLD_TIMEOUT),
            hold("other", ResolversSpec.HOLD_OTHER),
            hold("obsolete", ResolversSpec.HOLD_OBSOLETE),
            Keyword.of("hold valid", "<time>", SECTION, "how long what a rule has asked for is kept")
                    .effective(Forms.time(ResolversSpec.HOLD_VALID)),
            server(
                    "resolvers",
                    "<section>",
                    "who is asked for its address",
                    Forms.word(ServerSettings.RESOLVERS, "the name of a resolvers section")),
            server("resolve-prefer", "ipv4|ipv6", "the family of its address", ResolverKeywords::prefer),
            server("resolve-net", "<network>[,...]", "the networks of its address", ResolverKeywords::networks),
            server("resolve-opts", "<option>[,...]", "how answers are taken", ResolverKeywords::options));

    private ResolverKeywords() {}

    private static void families(Line line) throws BadLineException {
        boolean four = false;
        boolean six = false;
        boolean auto = false;
        String words = line.hasNext() ? line.next("a family") : "";
        for (String word : words.split(",", -1)) {
            switch (word) {
                case "ipv4" -> four = true;
                case "ipv6" -> six = true;
                case "auto" -> auto = true;
                default ->
                    throw line.bad("'dns-accept-family' expects a comma-delimited list of 'ipv4' and 'ipv6' but got '"
                            + word + "'.");
            }
        }
        boolean both = four && six;
        line.set(
                GlobalSettings.ACCEPTED_FAMILIES,
                both
                        ? AcceptedFamilies.BOTH
                        : auto ? AcceptedFamilies.AUTO : four ? AcceptedFamilies.IPV4 : AcceptedFamilies.IPV6);
    }

    private static Keyword server(String name, String usage, String documentation, Keyword.Handler handler) {
        return ServerKeywords.set(name, usage, documentation, handler).notDynamic();
    }

    private static Keyword time(String name, String documentation, Setting<Long> setting) {
        return Keyword.of(name, "<time>", SECTION, documentation).effective(Forms.positiveTime(setting));
    }

    private static Keyword hold(String status, Setting<Long> setting) {
        return Keyword.of("hold " + status, "<time>", SECTION, "how long a valid answer outweighs this one")
                .effective(Forms.time(setting));
    }

    private static void nameServer(Line line) throws BadLineException {
        String name = line.next("a name");
        String word = line.next("an address");
        for (NameServer other : line.get(ResolversSpec.NAME_SERVERS)) {
            if (other.name().equals(name)) {
                throw line.bad("'nameserver' : another one has the name '" + name + "'.");
            }
        }
        String datagram = word.startsWith("udp@") ? word.substring("udp@".length()) : word;
        if (datagram.startsWith("tcp")) {
            throw line.bad("'nameserver' : asking over TCP ('" + word + "') is not supported by this version of Sluice"
                    + " yet.");
        }
        boolean hasPort = datagram.indexOf(':') >= 0 && datagram.indexOf(':') == datagram.lastIndexOf(':')
                || datagram.contains("]:");
        List<ListenAddress> addresses = ListenAddresses.listening(line, hasPort ? datagram : datagram + DNS_PORT);
        if (addresses.size() != 1 || !(addresses.get(0) instanceof ListenAddress.Inet inet)) {
            throw line.bad("'nameserver' expects one address of IPv4 or IPv6 (got '" + word + "').");
        }
        line.append(ResolversSpec.NAME_SERVERS, new NameServer(name, inet.host(), inet.port()));
    }

    private static void prefer(Line line) throws BadLineException {
        String word = line.next("'ipv4' or 'ipv6'");
        if (!word.equals("ipv4") && !word.equals("ipv6")) {
            throw line.bad("'resolve-prefer' expects either ipv4 or ipv6 as argument.");
        }
        line.set(ServerSettings.RESOLVE_PREFER_IPV4, word.equals("ipv4"));
    }

    private static void networks(Line line) throws BadLineException {
        List<String> networks = List.of(line.next("networks").split(",", -1));
        for (String network : networks) {
            if (!network.matches("[0-9a-fA-F.:]+(/[0-9]{1,3})?")) {
                throw line.bad("'resolve-net' expects networks such as 10.0.0.0/8 (got '" + network + "').");
            }
        }
        line.set(ServerSettings.RESOLVE_NET, networks);
    }

    private static void options(Line line) throws BadLineException {
        for (String option : line.next("options").split(",", -1)) {
            switch (option) {
                case "allow-dup-ip" -> line.set(ServerSettings.ALLOW_DUP_IP, true);
                case "prevent-dup-ip" -> line.set(ServerSettings.ALLOW_DUP_IP, false);
                case "ignore-weight" -> line.set(ServerSettings.IGNORE_WEIGHT, true);
                default ->
                    throw line.bad("'resolve-opts' expects allow-dup-ip, prevent-dup-ip or ignore-weight (got '"
                            + option + "').");
            }
        }
    }
}
