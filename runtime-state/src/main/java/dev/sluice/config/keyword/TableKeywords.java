package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.PeersSpec;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.StickRule;
import dev.sluice.config.StickRule.Kind;
import dev.sluice.config.TableSpec;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Conditions;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Stick tables, the rules of persistence, and the nodes that tables are shared with. */
final class TableKeywords {
    private static final Set<Place> NAMED = EnumSet.of(Place.FRONTEND, Place.BACKEND, Place.LISTEN);
    private static final Set<Place> BACK = EnumSet.of(Place.BACKEND, Place.LISTEN);
    private static final Set<Place> PEERS = Set.of(Place.PEERS);
    private static final Set<Place> GLOBAL = Set.of(Place.GLOBAL);
    private static final String USAGE = "type <type> size <size> [expire <time>] [nopurge] [store <data>]...";
    private static final String RULE = "<expression> [table <table>] [if|unless <condition>]";

    static final List<Keyword> ALL = List.of(
            Keyword.of("stick-table", USAGE + " [peers <section>]", NAMED, "what is remembered of clients or requests")
                    .effective(TableKeywords::stickTable),
            rule("stick on", Kind.ON, "send to the same server whoever has the same key"),
            rule("stick match", Kind.MATCH, "send to the server that is remembered for a key"),
            rule("stick store-request", Kind.STORE_REQUEST, "remember the server for a key of the request"),
            rule("stick store-response", Kind.STORE_RESPONSE, "remember the server for a key of the response"),
            Keyword.of("tune.stick-counters", "<number>", GLOBAL, "keys that a connection or request tracks at most")
                    .effective(Forms.number(GlobalSettings.STICK_COUNTERS, 0, GlobalSettings.STICK_COUNTERS_MAX)),
            Keyword.of("localpeer", "<name>", GLOBAL, "the name of this node in peers sections")
                    .effective(Forms.word(GlobalSettings.LOCALPEER, "a name")),
            Keyword.of("table", "<name> " + USAGE, PEERS, "a table of the section itself")
                    .effective(TableKeywords::table),
            Keyword.of("peer", "<name> <address>:<port>", PEERS, "a node").effective(TableKeywords::peer),
            Keyword.of("server", "<name> [<address>:<port>]", PEERS, "a node").effective(TableKeywords::peer),
            Keyword.of("bind", "<address> [<parameter>...]", PEERS, "where the local node listens")
                    .withoutEffect("nothing is exchanged between nodes, so nobody connects"),
            Keyword.of("disabled", "", PEERS, "switch the section off")
                    .effective(Forms.fixed(ProxySettings.DISABLED, true)),
            Keyword.of("enabled", "", PEERS, "switch the section on")
                    .effective(Forms.fixed(ProxySettings.DISABLED, false)));

    private TableKeywords() {}

    private static Keyword rule(String name, Kind kind, String documentation) {
        return Keyword.of(name, RULE, BACK, documentation)
                .effective(line -> stick(line, kind))
                .ignoredIn(Place.FRONTEND);
    }

    private static void stickTable(Line line) throws BadLineException {
        line.set(ProxySettings.STICK_TABLE, List.of(TableLine.read(line, line.sectionName(), "")));
    }

    private static void table(Line line) throws BadLineException {
        String name = line.next("a name");
        TableSpec table = TableLine.read(line, line.sectionName() + "/" + name, line.sectionName());
        if (line.get(PeersSpec.TABLES).stream().anyMatch(each -> each.name().equals(table.name()))) {
            throw line.bad("'table': the name '" + name + "' is taken.");
        }
        line.append(PeersSpec.TABLES, table);
    }

    private static void peer(Line line) throws BadLineException {
        String name = line.next("a name");
        String address = line.peek().isPresent() ? line.next("an address") : "";
        if (line.hasNext()) {
            throw line.bad("'" + line.keyword() + " " + name + "': '" + line.next("")
                    + "' is not supported by this version of Sluice yet.");
        }
        line.append(PeersSpec.PEERS, new PeersSpec.Peer(name, address, false));
    }

    private static void stick(Line line, Kind kind) throws BadLineException {
        List<String> expression = new ArrayList<>();
        expression.add(line.next("an expression"));
        String table = "";
        while (line.hasNext() && !isCondition(line.peek().orElse(""))) {
            if (line.accept("table")) {
                table = line.next("the name of a table");
            } else {
                expression.add(line.next("an expression"));
            }
        }
        StickRule rule = new StickRule(kind, expression, table, Conditions.read(line), line.location());
        line.append(ProxySettings.STICK, rule);
    }

    private static boolean isCondition(String word) {
        return word.equals("if") || word.equals("unless");
    }
}
