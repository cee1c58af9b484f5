package dev.sluice.operation.tls;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.TlsBindings;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.AcceptingTls;
import dev.sluice.state.tls.TlsStores;
import dev.sluice.state.tls.TlsStores.Change;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.CrtListLine;
import dev.sluice.tls.TlsFiles;
import dev.sluice.tls.TlsFormatException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
            line = resolved(CrtListLine.read(operation.line().trim(), number, "parsing [CLI:1]"), context);
            checkFiles(line, context);
        } catch (TlsFormatException malformed) {
            return Outcome.refused(Reason.BAD_ARGUMENT, EDIT + malformed.text());
        }
        boolean renewed = renewed(line, context);
        List<String> names = stores.content().expand(line.certificate());
        for (String each : names) {
            CertificateFile file = stores.certificates().get(each);
            if (file == null || file.data() == null) {
                return Outcome.refused(
                        Reason.CERTIFICATE_NOT_FOUND,
                        EDIT + "certificate '" + line.certificate() + "' "
                                + (file == null ? "does not exist!" : "is empty!"));
            }
            if (file.ocspUpdate() != renewed && InUse.isUsed(context, TlsKind.CERTIFICATE, each)) {
                return Outcome.refused(
                        Reason.BAD_ARGUMENT,
                        EDIT + CrtListLine.otherUpdate(line.certificate(), file.ocspUpdate(), renewed));
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
        renew(context, names, renewed);
        context.changed("crt-list " + name + " has " + line.certificate());
        return Outcome.value(new TlsCommitted(introduction, bindings.accepting().size()));
    }

    private static boolean renewed(CrtListLine line, Context context) {
        Settings global = context.state().configuration().global();
        return line.ocspUpdate(global.get(TlsSettings.OCSP_UPDATE)) && !global.get(TlsSettings.OCSP_DISABLED);
    }

    /** Whether authorities are asked again about certificates: nobody is where nothing uses them. */
    private static void renew(Context context, List<String> names, boolean yes) {
        TlsStores stores = context.state().tls();
        for (String each : names) {
            CertificateFile file = stores.certificates().get(each);
            if (file != null && file.ocspUpdate() != yes) {
                CertificateFile next = file.renewed(yes);
                stores.put(next);
                OcspHandlers.follow(next, context);
            }
        }
    }

    /** Relative names start where those of the configuration do. */
    private static CrtListLine resolved(CrtListLine line, Context context) {
        return line.of(TlsFiles.path(
                context.state().configuration().global().get(GlobalSettings.CRT_BASE), line.certificate()));
    }

    /** No file is read now: what a line names has to be there already. */
    private static void checkFiles(CrtListLine line, Context context) throws TlsFormatException {
        TlsStores stores = context.state().tls();
        String base = context.state().configuration().global().get(GlobalSettings.CA_BASE);
        for (String option : List.of("ca-file", "ca-verify-file", "crl-file")) {
            String file = TlsFiles.path(base, line.option(option, ""));
            TlsKind kind = option.equals("crl-file") ? TlsKind.CRL_FILE : TlsKind.CA_FILE;
            if (!file.isEmpty() && !Transactions.isHeld(stores, kind, file)) {
                throw new TlsFormatException("'" + option + "' : unable to load " + file);
            }
        }
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
        boolean numbered = colon > 0;
        if (numbered && !asked.substring(colon + 1).matches("[0-9]{1,9}")) {
            return Outcome.refused(Reason.BAD_ARGUMENT, DELETE + "wrong line number after colons in '" + asked + "'!");
        }
        String certificate = numbered ? asked.substring(0, colon) : asked;
        int number = numbered ? Integer.parseInt(asked.substring(colon + 1)) : 0;
        boolean known = stores.content().expand(certificate).stream().allMatch(stores.certificates()::containsKey);
        if (!known) {
            return Outcome.refused(
                    Reason.CERTIFICATE_NOT_FOUND, DELETE + "certificate '" + certificate + "' does not exist!");
        }
        List<CrtListLine> of = lines.stream()
                .filter(line -> line.certificate().equals(certificate))
                .toList();
        List<CrtListLine> found =
                of.stream().filter(line -> !numbered || line.line() == number).toList();
        if (found.isEmpty() && !of.isEmpty()) {
            return Outcome.refused(
                    Reason.BAD_ARGUMENT,
                    DELETE + "found a certificate '" + certificate + "' but the line number is incorrect, please"
                            + " specify a correct line number preceded by colons (" + numbers(of) + ")!");
        }
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
                            + numbers(found) + ")!");
        }
        return delete(context, name, found.get(0), lines);
    }

    private static String numbers(List<CrtListLine> lines) {
        return lines.stream().map(line -> Integer.toString(line.line())).collect(Collectors.joining(", "));
    }

    private static Outcome delete(Context context, String name, CrtListLine gone, List<CrtListLine> lines) {
        String frontends = frontends(context, name, gone);
        if (!frontends.isEmpty()) {
            return Outcome.refused(
                    Reason.CERTIFICATE_IN_USE,
                    DELETE + "certificate '" + gone.certificate() + "' cannot be deleted, it is used as default"
                            + " certificate by the following frontends:\n" + frontends);
        }
        List<CrtListLine> next = lines.stream().filter(line -> line != gone).toList();
        TlsBindings bindings;
        try {
            bindings = remade(context, new Change<>(name, next));
        } catch (TlsFormatException failure) {
            return Outcome.refused(Reason.BAD_ARGUMENT, DELETE + failure.text());
        }
        apply(context, bindings, name, next);
        List<String> unused = context.state().tls().content().expand(gone.certificate()).stream()
                .filter(each -> !InUse.isUsed(context, TlsKind.CERTIFICATE, each))
                .toList();
        renew(context, unused, false);
        context.changed("crt-list " + name + " lost " + gone.certificate());
        return Outcome.done(Severity.NOTICE, "Entry '" + gone.certificate() + "' deleted in crtlist '" + name + "'!");
    }

    /** The bind lines that fall back on a line of a list: a strict one falls back on nothing. */
    private static String frontends(Context context, String name, CrtListLine gone) {
        Set<String> lines = new LinkedHashSet<>();
        for (Frontend frontend : context.state().topology().frontends()) {
            for (Listener listener : frontend.listeners()) {
                AcceptingTls tls = listener.tls();
                if (tls != null && !tls.plan().strict() && isDefault(tls.plan(), name, gone)) {
                    lines.add("\t- " + listener.spec().location());
                }
            }
        }
        return String.join("\n", lines);
    }

    private static boolean isDefault(AcceptingPlan plan, String list, CrtListLine line) {
        return plan.uses().stream()
                .anyMatch(use -> use.isDefault() && list.equals(use.list()) && use.line() == line.line());
    }
}
