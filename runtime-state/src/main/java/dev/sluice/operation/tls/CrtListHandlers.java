package dev.sluice.operation.tls;

import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.TlsBindings;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.TlsStores;
import dev.sluice.state.tls.TlsStores.Change;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.CrtListLine;
import dev.sluice.tls.TlsFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Changes lists of certificates line by line. */
final class CrtListHandlers {
    private static final String EDIT = "Can't edit the crt-list: ";
    private static final String DELETE = "Can't delete the entry: ";

    private CrtListHandlers() {}

    static Outcome lists(ShowCrtLists operation, Context context) {
        return new Outcome.Rows(
                Cursor.of(List.copyOf(context.state().tls().lists().keySet())));
    }

    static Outcome list(ShowCrtList operation, Context context) {
        List<CrtListLine> lines = context.state().tls().lists().get(operation.name());
        return lines == null
                ? Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, "didn't find the specified filename")
                : new Outcome.Rows(Cursor.of(lines));
    }

    static Outcome add(AddCrtListLine operation, Context context) {
        String name = operation.list();
        if (name.isEmpty() || operation.line().isBlank()) {
            return Outcome.refused(
                    Reason.MISSING_ARGUMENT, "'add ssl crtlist' expects a filename and a certificate name");
        }
        TlsStores stores = context.state().tls();
        List<CrtListLine> lines = stores.lists().get(name);
        if (lines == null) {
            return Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, EDIT + "crt-list '" + name + "' does not exist!");
        }
        int number = lines.stream().mapToInt(CrtListLine::line).max().orElse(0) + 1;
        CrtListLine line;
        try {
            line = CrtListLine.read(operation.line().trim(), number, "parsing [CLI:1]");
        } catch (TlsFormatException malformed) {
            return Outcome.refused(Reason.BAD_ARGUMENT, EDIT + malformed.text());
        }
        List<String> names = stores.content().expand(line.certificate());
        for (String each : names) {
            CertificateFile file = stores.certificates().get(each);
            if (file == null || file.data() == null) {
                return Outcome.refused(
                        Reason.CERTIFICATE_NOT_FOUND,
                        EDIT + "certificate '" + line.certificate() + "' "
                                + (file == null ? "does not exist!" : "is empty!"));
            }
        }
        List<CrtListLine> next = new ArrayList<>(lines);
        next.add(line);
        String introduction = "Inserting certificate '" + line.certificate() + "' in crt-list '" + name + "'";
        TlsBindings bindings;
        try {
            bindings = remade(context, new Change<>(name, next));
        } catch (TlsFormatException failure) {
            return Outcome.refused(Reason.BAD_ARGUMENT, introduction + ".\n" + failure.text() + "\nFailed!");
        }
        apply(context, bindings, name, next);
        context.changed("crt-list " + name + " has " + line.certificate());
        return Outcome.value(new TlsCommitted(introduction, bindings.accepting().size()));
    }

    private static TlsBindings remade(Context context, Change<CrtListLine> change) throws TlsFormatException {
        TlsBindings bindings = new TlsBindings(
                context.dataPlane(),
                context.state().configuration().global(),
                context.state().tls().withList(change));
        boolean done = false;
        try {
            bindings.remake(context.state().topology(), plan -> isFrom(plan, change.name()), plan -> false);
            done = true;
        } finally {
            if (!done) {
                bindings.abandon();
            }
        }
        return bindings;
    }

    private static boolean isFrom(AcceptingPlan plan, String list) {
        return plan.lists().contains(list);
    }

    private static void apply(Context context, TlsBindings bindings, String name, List<CrtListLine> next) {
        Transactions.begin(context, bindings);
        context.state().tls().putList(name, next);
        bindings.apply();
        context.barrier();
    }

    static Outcome delete(DeleteCrtListLine operation, Context context) {
        String name = operation.list();
        if (name.isEmpty() || operation.certificate().isEmpty()) {
            return Outcome.refused(
                    Reason.MISSING_ARGUMENT, "'del ssl crtlist' expects a filename and a certificate name");
        }
        TlsStores stores = context.state().tls();
        List<CrtListLine> lines = stores.lists().get(name);
        if (lines == null) {
            return Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, DELETE + "crt-list '" + name + "' does not exist!");
        }
        String asked = operation.certificate();
        int colon = asked.lastIndexOf(':');
        boolean numbered = colon > 0 && asked.substring(colon + 1).matches("[0-9]{1,9}");
        String certificate = numbered ? asked.substring(0, colon) : asked;
        int number = numbered ? Integer.parseInt(asked.substring(colon + 1)) : 0;
        boolean known = stores.content().expand(certificate).stream().allMatch(stores.certificates()::containsKey);
        if (!known) {
            return Outcome.refused(
                    Reason.CERTIFICATE_NOT_FOUND, DELETE + "certificate '" + certificate + "' does not exist!");
        }
        List<CrtListLine> found = lines.stream()
                .filter(line -> line.certificate().equals(certificate))
                .filter(line -> number == 0 || line.line() == number)
                .toList();
        if (found.isEmpty()) {
            return Outcome.refused(
                    Reason.CERTIFICATE_NOT_FOUND,
                    DELETE + "certificate '" + certificate + "' can't be found in crt-list '" + name + "'!");
        }
        if (found.size() > 1) {
            return Outcome.refused(
                    Reason.BAD_ARGUMENT,
                    DELETE + "found the certificate '" + certificate
                            + "' in several entries, please specify a line number preceded by colons ("
                            + found.stream()
                                    .map(line -> Integer.toString(line.line()))
                                    .collect(Collectors.joining(", "))
                            + ")!");
        }
        return delete(context, name, found.get(0), lines);
    }

    private static Outcome delete(Context context, String name, CrtListLine gone, List<CrtListLine> lines) {
        boolean isDefault = context.state().topology().frontends().stream()
                .flatMap(frontend -> frontend.listeners().stream())
                .map(listener -> listener.tls())
                .anyMatch(tls -> tls != null
                        && tls.plan().uses().stream()
                                .anyMatch(use ->
                                        use.isDefault() && name.equals(use.list()) && use.line() == gone.line()));
        if (isDefault) {
            return Outcome.refused(
                    Reason.CERTIFICATE_IN_USE,
                    DELETE + "certificate '" + gone.certificate() + "' cannot be deleted, it is used as default"
                            + " certificate by the following frontends:\n" + frontends(context, name, gone));
        }
        List<CrtListLine> next = lines.stream().filter(line -> line != gone).toList();
        TlsBindings bindings;
        try {
            bindings = remade(context, new Change<>(name, next));
        } catch (TlsFormatException failure) {
            return Outcome.refused(Reason.BAD_ARGUMENT, DELETE + failure.text());
        }
        apply(context, bindings, name, next);
        context.changed("crt-list " + name + " lost " + gone.certificate());
        return Outcome.done(Severity.NOTICE, "Entry '" + gone.certificate() + "' deleted in crtlist '" + name + "'!");
    }

    private static String frontends(Context context, String name, CrtListLine gone) {
        StringBuilder text = new StringBuilder();
        context.state()
                .topology()
                .frontends()
                .forEach(frontend -> frontend.listeners().forEach(listener -> {
                    var tls = listener.tls();
                    if (tls != null
                            && tls.plan().uses().stream()
                                    .anyMatch(use ->
                                            use.isDefault() && name.equals(use.list()) && use.line() == gone.line())) {
                        text.append("\t- ")
                                .append(frontend.name())
                                .append(':')
                                .append(listener.spec().location())
                                .append('\n');
                    }
                }));
        return text.toString().stripTrailing();
    }
}
