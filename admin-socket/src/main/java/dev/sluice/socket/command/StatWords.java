package dev.sluice.socket.command;

import dev.sluice.config.Level;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.process.ShowInfo;
import dev.sluice.operation.stat.Selection;
import dev.sluice.operation.stat.ShowStatistics;
import dev.sluice.state.Proxy;
import dev.sluice.stats.InfoMoment;
import dev.sluice.stats.InfoQuery;
import dev.sluice.stats.InfoRenderer;
import dev.sluice.stats.SchemaRenderer;
import dev.sluice.stats.StatFormat;
import dev.sluice.stats.StatQuery;
import dev.sluice.stats.StatRenderer;
import java.util.List;
import java.util.Objects;

/** How statistics are asked for. */
public final class StatWords {
    private static final int ALL_PROXIES = -1;

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                            ShowStatistics.class,
                            "show stat",
                            "[desc|json|no-maint|typed|up]*",
                            "list counters of proxies, listeners and servers",
                            (words, speaker) -> Parsed.of(new ShowStatistics(selection(words))))
                    .told(StatWords::statistics),
            Spoken.as(
                            ShowInfo.class,
                            "show info",
                            "[desc|json|typed|float]*",
                            "tell of the process",
                            (words, speaker) -> Parsed.of(new ShowInfo()))
                    .told(StatWords::info));

    private StatWords() {}

    private static Checked<Selection> selection(Words words) {
        if (words.at(0).equals("domain")) {
            return Selection.parseDomain(words.at(1)).and(domain -> ofDomain(domain, words.from(2)));
        }
        return ofDomain(Selection.Domain.PROXY, words);
    }

    /** A selector is three words; with fewer of them they are taken for options. */
    private static Checked<Selection> ofDomain(Selection.Domain domain, Words words) {
        Selection.Servers servers = words.contains("up")
                ? Selection.Servers.UP
                : words.contains("no-maint") ? Selection.Servers.NO_MAINT : Selection.Servers.ALL;
        if (words.count() < 3) {
            return Checked.of(new Selection(domain, "", -1, -1, servers));
        }
        // No proxy has the number 0, and a word that is no number is one to HAProxy.
        String proxy = words.at(0);
        if (proxy.equals("0")) {
            return Checked.refused(Reason.PROXY_NOT_FOUND, "No such proxy.");
        }
        return Checked.of(new Selection(domain, proxy, Numbers.atoi(words.at(1)), Numbers.atoi(words.at(2)), servers));
    }

    /** The operation has looked at the words; what it found is read out again while the client takes it. */
    private static Reply statistics(Outcome outcome, Words words, Speaker speaker) {
        Selection selection = Objects.requireNonNull(selection(words).value(), "a refusal tells itself");
        StatFormat format =
                words.contains("json") ? StatFormat.JSON : words.contains("typed") ? StatFormat.TYPED : StatFormat.CSV;
        if (selection.domain() == Selection.Domain.RESOLVERS) {
            return new Reply.Dump(SchemaRenderer.resolvers(format));
        }
        boolean legends = speaker.session().level() != Level.USER;
        StatQuery query = new StatQuery(
                format,
                words.contains("desc"),
                shown(selection.servers()),
                legends,
                proxyId(selection.proxy(), speaker),
                selection.types(),
                selection.serverId());
        return new Reply.Dump(StatRenderer.render(speaker.state(), speaker.clock(), query));
    }

    private static StatQuery.Shown shown(Selection.Servers servers) {
        return switch (servers) {
            case ALL -> StatQuery.Shown.ALL;
            case UP -> StatQuery.Shown.UP;
            case NO_MAINT -> StatQuery.Shown.NOT_IN_MAINTENANCE;
        };
    }

    private static int proxyId(String reference, Speaker speaker) {
        if (reference.isEmpty()) {
            return ALL_PROXIES;
        }
        return speaker.state().topology().proxies().stream()
                .filter(proxy -> proxy.name().equals(reference))
                .map(Proxy::id)
                .findFirst()
                .orElseGet(() -> Numbers.atoi(reference.startsWith("#") ? reference.substring(1) : reference));
    }

    private static Reply info(Outcome outcome, Words words, Speaker speaker) {
        InfoQuery.Format format = words.contains("json")
                ? InfoQuery.Format.JSON
                : words.contains("typed") ? InfoQuery.Format.TYPED : InfoQuery.Format.LINES;
        InfoQuery query = new InfoQuery(format, words.contains("desc"), words.contains("float"));
        InfoMoment moment = InfoMoment.of(speaker.state(), speaker.facts(), speaker.clock());
        return new Reply.Dump(InfoRenderer.render(moment, query));
    }
}
