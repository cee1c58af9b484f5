package dev.sluice.operation.tls;

import dev.sluice.operation.Context;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.Server;
import dev.sluice.state.TlsBindings;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.AcceptingTls;
import dev.sluice.state.tls.ConnectingPlan;
import dev.sluice.state.tls.ConnectingTls;
import dev.sluice.state.tls.TlsContent;
import dev.sluice.tls.TlsFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Looks at what listeners and servers use, and makes it anew. */
final class InUse {
    private InUse() {}

    static Predicate<AcceptingPlan> accepting(TlsKind kind, String name) {
        return kind == TlsKind.CERTIFICATE
                ? plan -> plan.uses().stream().anyMatch(use -> use.certificate().equals(name))
                : plan -> plan.uses().stream()
                        .anyMatch(use -> use.profile().files().contains(name));
    }

    static Predicate<ConnectingPlan> connecting(TlsKind kind, String name) {
        return kind == TlsKind.CERTIFICATE
                ? plan -> plan.ownName().equals(name)
                : plan -> plan.profile().files().contains(name);
    }

    static boolean isUsed(Context context, TlsKind kind, String name) {
        boolean listed = kind == TlsKind.CERTIFICATE
                && context.state().tls().lists().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(line -> context.state()
                                .tls()
                                .content()
                                .expand(line.certificate())
                                .contains(name));
        return listed
                || listeners(context).stream()
                        .anyMatch(tls -> accepting(kind, name).test(tls.plan()))
                || servers(context).stream()
                        .anyMatch(tls -> connecting(kind, name).test(tls.plan()));
    }

    private static List<AcceptingTls> listeners(Context context) {
        List<AcceptingTls> all = new ArrayList<>();
        for (Frontend frontend : context.state().topology().frontends()) {
            for (Listener listener : frontend.listeners()) {
                AcceptingTls tls = listener.tls();
                if (tls != null) {
                    all.add(tls);
                }
            }
        }
        return all;
    }

    private static List<ConnectingTls> servers(Context context) {
        List<ConnectingTls> all = new ArrayList<>();
        for (Backend backend : context.state().topology().backends()) {
            for (Server server : backend.servers()) {
                ConnectingTls tls = server.encryption().tls();
                if (tls != null) {
                    all.add(tls);
                }
            }
        }
        return all;
    }

    /** Makes anew what concerns some of a kind, with other content; nothing of it is used before it is applied. */
    static TlsBindings remade(Context context, TlsContent content, TlsKind kind, List<String> names)
            throws TlsFormatException {
        TlsBindings bindings = new TlsBindings(
                context.dataPlane(), context.state().configuration().global(), content);
        boolean done = false;
        try {
            bindings.remake(
                    context.state().topology(),
                    plan -> names.stream()
                            .anyMatch(name -> accepting(kind, name).test(plan)),
                    plan -> names.stream()
                            .anyMatch(name -> connecting(kind, name).test(plan)));
            done = true;
        } finally {
            if (!done) {
                bindings.abandon();
            }
        }
        return bindings;
    }

    /** How many times something is used in what was made anew: a certificate may be on one line more than once. */
    static int count(TlsBindings bindings, TlsKind kind, String name) {
        long uses = bindings.accepting().stream()
                .flatMap(plan -> plan.uses().stream())
                .filter(use -> kind == TlsKind.CERTIFICATE
                        ? use.certificate().equals(name)
                        : use.profile().files().contains(name))
                .count();
        return (int) uses + bindings.connecting();
    }
}
