package dev.sluice.socket.command;

import dev.sluice.config.Level;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.inspect.DumpStatsFile;
import dev.sluice.operation.process.ShowInfo;
import dev.sluice.operation.stat.Selection;
import dev.sluice.operation.stat.ShowStatistics;
import dev.sluice.stats.InfoMoment;
import dev.sluice.stats.InfoQuery;
import dev.sluice.stats.InfoRenderer;
import dev.sluice.stats.SchemaRenderer;
import dev.sluice.stats.StatFormat;
import dev.sluice.stats.StatQuery;
import dev.sluice.stats.StatRenderer;
import dev.sluice.stats.StatsFileRenderer;
import java.util.List;
import java.util.Objects;

/** How statistics are asked for. */
public final class StatWords {
    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                            ShowStatistics.class,
                            "show stat",
                            "[desc|json|no-maint|typed|up]*",
                            "list counters of proxies, listeners and servers",
                            (words, speaker) -> Parsed.of(new ShowStatistics(selection(words))))
                    .told(StatWords::statistics)
                    .shaped(new StatisticValues()),
            Spoken.as(
                            DumpStatsFile.class,
                            "dump stats-file",
                            "",
                            "write out counters for the next process",
                            (words, speaker) -> Parsed.of(new DumpStatsFile()))
                    .told((outcome, words, speaker) ->
                            new Reply.Dump(StatsFileRenderer.render(speaker.state(), speaker.clock()))),
            Spoken.as(
                            ShowInfo.class,
                            "show info",
                            "[desc|json|typed|float]*",
                            "tell of the process",
                            (words, speaker) -> Parsed.of(new ShowInfo()))
                    .told(StatWords::info)
                    .shaped((value, words, speaker) -> InfoRenderer.values(
                            InfoMoment.of(speaker.state(), speaker.facts(), speaker.clock()),
                            words.contains("float"))));

    private StatWords() {}

    private static Checked<Selection> selection(Words words) {
        if (words.at(0).equals("domain")) {
            return Selection.parseDomain(words.at(1)).and(domain -> ofDomain(domain, words.from(2)));
        }
        return ofDomain(Selection.Domain.PROXY, words);
    }

    private static Checked<Selection> ofDomain(Selection.Domain domain, Words words) {
        Words options = options(domain, words);
        Selection.Servers servers = options.contains("up")
                ? Selection.Servers.UP
                : options.contains("no-maint") ? Selection.Servers.NO_MAINT : Selection.Servers.ALL;
        return Checked.of(
                isSelector(domain, words)
                        ? new Selection(
                                domain, words.at(0), Numbers.atoi(words.at(1)), Numbers.atoi(words.at(2)), servers)
                        : new Selection(domain, "", -1, -1, servers));
    }

    /** A selector is three words; with fewer of them they are taken for options. */
    private static boolean isSelector(Selection.Domain domain, Words words) {
        return domain == Selection.Domain.PROXY && words.count() >= 3;
    }

    /** What stands behind the selector. */
    private static Words options(Selection.Domain domain, Words words) {
        return isSelector(domain, words) ? words.from(3) : words;
    }

    /** The operation has looked at the words; what it found is read out again while the client takes it. */
    private static Reply statistics(Outcome outcome, Words words, Speaker speaker) {
        Selection selection = Objects.requireNonNull(selection(words).value(), "a refusal tells itself");
        Words options = options(selection.domain(), words.at(0).equals("domain") ? words.from(2) : words);
        StatFormat format = format(options);
        if (selection.domain() == Selection.Domain.RESOLVERS) {
            return format == StatFormat.CSV
                    ? ResolverWords.statistics(speaker.state())
                    : new Reply.Dump(SchemaRenderer.resolvers(format));
        }
        return new Reply.Dump(
                StatRenderer.render(speaker.state(), speaker.clock(), query(selection, options, speaker)));
    }

    /** Rows of all objects by the names of columns, read while the client takes them. */
    private static final class StatisticValues implements Spoken.Shape {
        @Override
        public Object of(Object value, Words words, Speaker speaker) {
            Selection selection = Objects.requireNonNull(selection(words).value(), "a refusal tells itself");
            Words options = options(selection.domain(), words.at(0).equals("domain") ? words.from(2) : words);
            return selection.domain() == Selection.Domain.RESOLVERS
                    ? ResolverWords.statisticValues(speaker.state())
                    : StatRenderer.values(speaker.state(), speaker.clock(), query(selection, options, speaker));
        }

        @Override
        public boolean isOfAll() {
            return true;
        }
    }

    private static StatQuery query(Selection selection, Words options, Speaker speaker) {
        boolean legends = speaker.session().firstLevel() != Level.USER;
        return new StatQuery(
                format(options),
                options.contains("desc"),
                shown(selection.servers()),
                legends,
                Selection.proxyId(speaker.state().topology(), selection.proxy()),
                selection.types(),
                selection.serverId());
    }

    private static StatQuery.Shown shown(Selection.Servers servers) {
        return switch (servers) {
            case ALL -> StatQuery.Shown.ALL;
            case UP -> StatQuery.Shown.UP;
            case NO_MAINT -> StatQuery.Shown.NOT_IN_MAINTENANCE;
        };
    }

    /** The last word on it counts. */
    private static StatFormat format(Words options) {
        int json = options.list().lastIndexOf("json");
        int typed = options.list().lastIndexOf("typed");
        return json > typed ? StatFormat.JSON : typed >= 0 ? StatFormat.TYPED : StatFormat.CSV;
    }

    private static Reply info(Outcome outcome, Words words, Speaker speaker) {
        InfoQuery.Format format = switch (format(words)) {
            case JSON -> InfoQuery.Format.JSON;
            case TYPED -> InfoQuery.Format.TYPED;
            case CSV -> InfoQuery.Format.LINES;
        };
        InfoQuery query = new InfoQuery(format, words.contains("desc"), words.contains("float"));
        InfoMoment moment = InfoMoment.of(speaker.state(), speaker.facts(), speaker.clock());
        return new Reply.Dump(InfoRenderer.render(moment, query));
    }
}
