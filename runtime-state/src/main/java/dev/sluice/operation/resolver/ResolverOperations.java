package dev.sluice.operation.resolver;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Level;
import dev.sluice.config.ResolversSpec;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.RuntimeState;
import java.util.ArrayList;
import java.util.List;

/** What can be asked of name servers. */
public final class ResolverOperations {
    public static final Declared<ShowResolvers> SHOW_RESOLVERS = Declared.look(
            ShowResolvers.class,
            "show-resolvers",
            Level.USER,
            "list name servers with what they did",
            ResolverOperations::show);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(SHOW_RESOLVERS);

    private ResolverOperations() {}

    private static Outcome show(ShowResolvers operation, Context context) {
        List<NameServerStatus> rows = new ArrayList<>();
        boolean found = operation.section().isEmpty();
        for (NameServerStatus row : all(context.state())) {
            if (operation.section().isEmpty() || row.section().equals(operation.section())) {
                found = true;
                rows.add(row);
            }
        }
        return found
                ? new Outcome.Rows(Cursor.of(rows))
                : Outcome.refused(Reason.RESOLVERS_NOT_FOUND, "Can't find that resolvers section");
    }

    /** All name servers, in order of the sections. */
    public static List<NameServerStatus> all(RuntimeState state) {
        List<NameServerStatus> rows = new ArrayList<>();
        for (ResolversSpec section : state.configuration().global().get(GlobalSettings.RESOLVERS)) {
            if (section.nameServers().isEmpty()) {
                rows.add(new NameServerStatus(section.name(), "", state.nameServer(section.name(), "")));
            }
            section.nameServers()
                    .forEach(server -> rows.add(new NameServerStatus(
                            section.name(), server.name(), state.nameServer(section.name(), server.name()))));
        }
        return rows;
    }
}
