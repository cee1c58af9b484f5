package dev.sluice.config.keyword;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.LogForwardSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The lines of {@code log-forward} sections, but for {@code log}. */
final class LogForwardKeywords {
    private static final Set<Place> FORWARD = Set.of(Place.LOG_FORWARD);
    /** Addresses of datagrams: {@code udp@}, {@code udp4@} or {@code udp6@}. */
    private static final Pattern DATAGRAMS = Pattern.compile("(^|,)udp([46]?@)");

    private static final Choice<LogForwardSettings.Host> HOSTS = Choice.of(LogForwardSettings.Host.class);

    static final List<Keyword> ALL = List.of(
            Keyword.of("bind", "<address>[,...] [<parameter>...]", FORWARD, "where connections bring messages")
                    .effective(LogForwardKeywords::bind),
            Keyword.of(
                            "dgram-bind",
                            "<address>[,...] [<parameter>...]",
                            FORWARD,
                            "where datagrams bring messages, one each")
                    .effective(LogForwardKeywords::datagrams),
            Keyword.of("maxconn", "<number>", FORWARD, "connections at once")
                    .effective(Forms.count(ProxySettings.MAXCONN)),
            Keyword.of("backlog", "<number>", FORWARD, "connections that wait to be accepted")
                    .effective(Forms.count(ProxySettings.BACKLOG)),
            Keyword.of("timeout client", "<time>", FORWARD, "how long a connection may be silent")
                    .effective(Forms.time(ProxySettings.TIMEOUT_CLIENT)),
            Keyword.of("option dont-parse-log", "", FORWARD, "take all of a message for its text")
                    .effective(line -> line.set(LogForwardSettings.PARSED, line.negated() || line.defaulted()))
                    .negatable(),
            Keyword.of("option assume-rfc6587-ntf", "", FORWARD, "each message on a connection ends with a line feed")
                    .effective(Forms.flag(LogForwardSettings.LINES))
                    .negatable(),
            Keyword.of(
                            "option host",
                            "replace|fill|keep|append",
                            FORWARD,
                            "what becomes of the host that a message names")
                    .effective(line -> line.set(LogForwardSettings.HOST, HOSTS.read(line))));

    private LogForwardKeywords() {}

    private static void bind(Line line) throws BadLineException {
        String list = line.peek().orElse("");
        if (DATAGRAMS.matcher(list).find()) {
            throw line.bad("'bind " + list + "' : datagrams come in with 'dgram-bind'.");
        }
        BindKeywords.bind(line);
    }

    private static void datagrams(Line line) throws BadLineException {
        String list = DATAGRAMS.matcher(line.next("an address")).replaceAll("$1ip$2");
        BindSpec bind = BindKeywords.read(
                line, Place.BIND, list.replace("ip4@", "ipv4@").replace("ip6@", "ipv6@"));
        for (ListenAddress address : bind.addresses()) {
            if (!(address instanceof ListenAddress.Inet)) {
                throw line.bad(
                        "'dgram-bind' expects an IPv4 or IPv6 address and a port (got '" + address.display() + "').");
            }
        }
        if (bind.settings().get(TlsSettings.SSL)) {
            throw line.bad("'dgram-bind': datagrams are not encrypted, so 'ssl' cannot be meant.");
        }
        line.addBind(new BindSpec(
                bind.location(),
                bind.addresses(),
                bind.settings().toBuilder().set(BindSettings.DATAGRAMS, true).build()));
    }
}
