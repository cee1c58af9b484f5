package dev.sluice.socket.command;

import dev.sluice.operation.Outcome;
import dev.sluice.operation.resolver.NameServerStatus;
import dev.sluice.operation.resolver.ResolverOperations;
import dev.sluice.operation.resolver.ShowResolvers;
import dev.sluice.state.NameServerCounter;
import dev.sluice.state.RuntimeState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How operations on name servers are said. */
public final class ResolverWords {
    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(Spoken.as(
                    ShowResolvers.class,
                    "show resolvers",
                    "[<section>]",
                    "list name servers with what they did",
                    (words, speaker) -> Parsed.of(new ShowResolvers(words.at(0))))
            .told(ResolverWords::list)
            .shaped((value, words, speaker) -> values((NameServerStatus) value)));

    private ResolverWords() {}

    private static Reply list(Outcome outcome, Words words, Speaker speaker) {
        String[] section = {""};
        return new Reply.Dump(Lines.of("", Values.rows(outcome, NameServerStatus.class), row -> {
            String heading = row.section().equals(section[0]) ? "" : "Resolvers section " + row.section() + "\n";
            section[0] = row.section();
            return heading + (row.name().isEmpty() ? "" : nameServer(row));
        }));
    }

    private static Map<String, Object> values(NameServerStatus server) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("section", server.section());
        told.put("name", server.name());
        for (NameServerCounter counter : NameServerCounter.values()) {
            told.put(counter.word(), server.counters().get(counter));
        }
        return told;
    }

    /** Rows for {@code show stat domain resolvers} as JSON. */
    static List<Map<String, Object>> statisticValues(RuntimeState state) {
        return ResolverOperations.all(state).stream()
                .filter(server -> !server.name().isEmpty())
                .map(ResolverWords::values)
                .toList();
    }

    private static String nameServer(NameServerStatus server) {
        StringBuilder text =
                new StringBuilder(" nameserver ").append(server.name()).append(":\n");
        for (NameServerCounter counter : NameServerCounter.values()) {
            String label = counter.word() + ':';
            text.append("  ").append(label);
            // The values stand in one column.
            text.append(" ".repeat(Math.max(1, 13 - label.length())));
            text.append(server.counters().get(counter)).append('\n');
        }
        return text.toString();
    }

    /** Rows for {@code show stat domain resolvers} as CSV. */
    static Reply statistics(RuntimeState state) {
        StringBuilder text = new StringBuilder("# id,pid,");
        for (NameServerCounter counter : NameServerCounter.values()) {
            text.append(counter.column()).append(',');
        }
        for (NameServerStatus server : ResolverOperations.all(state)) {
            if (!server.name().isEmpty()) {
                text.append('\n')
                        .append(server.name())
                        .append(',')
                        .append(server.section())
                        .append(',');
                for (NameServerCounter counter : NameServerCounter.values()) {
                    text.append(server.counters().get(counter)).append(',');
                }
            }
        }
        return Reply.data(text.append('\n').toString());
    }
}
