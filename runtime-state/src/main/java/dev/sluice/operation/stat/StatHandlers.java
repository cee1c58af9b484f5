package dev.sluice.operation.stat;

import dev.sluice.config.ProxySettings;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.AdminState;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import dev.sluice.state.Subject;
import java.util.ArrayList;
import java.util.List;

/** Lists who has statistics. */
final class StatHandlers {
    private static final int ALL = -1;

    private StatHandlers() {}

    static Outcome show(ShowStatistics operation, Context context) {
        return operation.selection().then(selection -> show(selection, context));
    }

    private static Outcome show(Selection selection, Context context) {
        if (selection.domain() == Selection.Domain.RESOLVERS) {
            return new Outcome.Rows(Cursor.of(List.of()));
        }
        // A proxy that the configuration disables has none, and where messages of logs come in nothing is counted.
        List<Proxy> proxies = context.state().topology().proxies().stream()
                .filter(proxy -> !proxy.settings().get(ProxySettings.DISABLED))
                .filter(proxy -> !(proxy instanceof Frontend frontend && frontend.isLogForward()))
                .toList();
        int id = Selection.proxyId(context.state().topology(), selection.proxy());
        if (id == 0) {
            return Outcome.refused(Reason.PROXY_NOT_FOUND, "No such proxy.");
        }
        if (id != ALL) {
            proxies = proxies.stream().filter(proxy -> proxy.id() == id).toList();
        }
        List<Subject> subjects = new ArrayList<>();
        for (Proxy proxy : proxies) {
            add(subjects, selection, proxy);
        }
        return new Outcome.Rows(Cursor.of(subjects));
    }

    private static void add(List<Subject> subjects, Selection selection, Proxy proxy) {
        int types = selection.types();
        int id = selection.serverId();
        if (proxy instanceof Frontend frontend) {
            if ((types & Selection.FRONTENDS) != 0) {
                subjects.add(frontend);
            }
            if ((types & Selection.LISTENERS) != 0 && frontend.settings().get(ProxySettings.SOCKET_STATS)) {
                frontend.listeners().stream()
                        .filter(listener -> id == ALL || listener.id() == id)
                        .forEach(subjects::add);
            }
        } else if (proxy instanceof Backend backend) {
            if ((types & Selection.SERVERS) != 0) {
                backend.servers().stream()
                        .filter(server -> id == ALL || server.id() == id)
                        .filter(server -> isWanted(selection.servers(), server))
                        .forEach(subjects::add);
            }
            if ((types & Selection.BACKENDS) != 0) {
                subjects.add(backend);
            }
        }
    }

    private static boolean isWanted(Selection.Servers servers, Server server) {
        boolean maint = (server.adminState() & AdminState.MAINT) != 0;
        return switch (servers) {
            case ALL -> true;
            case NO_MAINT -> !maint;
            case UP -> !maint && server.operationalState() != OperationalState.STOPPED;
        };
    }
}
