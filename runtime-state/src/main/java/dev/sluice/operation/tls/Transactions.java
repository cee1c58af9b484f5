package dev.sluice.operation.tls;

import dev.sluice.operation.Context;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.TlsBindings;
import dev.sluice.state.tls.TlsContent;
import dev.sluice.state.tls.TlsStores;
import dev.sluice.state.tls.TlsStores.Change;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.RevocationLists;
import dev.sluice.tls.TlsFormatException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces certificates, lists of authorities and of what was revoked, in two steps. */
final class Transactions {
    private Transactions() {}

    private static Outcome refused(Reason reason, String text) {
        return Outcome.refused(reason, text);
    }

    static Outcome create(NewTlsFile operation, Context context) {
        TlsKind kind = operation.kind();
        String name = operation.name();
        if (name.isEmpty()) {
            return refused(Reason.MISSING_ARGUMENT, "'new ssl " + kind.word() + "' expects a filename");
        }
        TlsStores stores = context.state().tls();
        if (isHeld(stores, kind, name)) {
            return refused(Reason.NAME_TAKEN, kind.title() + " '" + name + "' already exists!");
        }
        context.changing();
        switch (kind) {
            case CERTIFICATE -> stores.put(CertificateFile.empty(name));
            case CA_FILE -> stores.putAuthorities(name, List.of());
            case CRL_FILE -> stores.putRevocations(name, List.of());
        }
        context.changed(kind.named() + " " + name + " made");
        String what =
                kind == TlsKind.CERTIFICATE ? "New empty certificate store '" : "New " + kind.title() + " created '";
        return Outcome.done(Severity.NOTICE, what + name + "'!");
    }

    static boolean isHeld(TlsStores stores, TlsKind kind, String name) {
        return switch (kind) {
            case CERTIFICATE -> stores.certificates().containsKey(name);
            case CA_FILE -> stores.authorities().containsKey(name);
            case CRL_FILE -> stores.revocations().containsKey(name);
        };
    }

    /** The name of what waits; empty for nothing. */
    static String waiting(TlsStores stores, TlsKind kind) {
        CertificateFile certificate = stores.certificateChange();
        Change<X509Certificate> authorities = stores.authorityChange();
        Change<X509CRL> revocations = stores.revocationChange();
        return switch (kind) {
            case CERTIFICATE -> certificate == null ? "" : certificate.name();
            case CA_FILE -> authorities == null ? "" : authorities.name();
            case CRL_FILE -> revocations == null ? "" : revocations.name();
        };
    }

    private static Outcome otherTransaction(String waiting, String name, String after) {
        return refused(
                Reason.OTHER_TRANSACTION,
                "The ongoing transaction is about '" + waiting + "' but you are trying to set '" + name + "'\nCan't "
                        + after + " " + name + "!");
    }

    static Outcome set(SetTlsFile operation, Context context) {
        TlsKind kind = operation.kind();
        if (operation.name().isEmpty() || operation.payload().isEmpty()) {
            return refused(
                    Reason.MISSING_ARGUMENT,
                    "'set ssl " + kind.word() + "' expects a filename and " + kind.payload() + " as a payload");
        }
        TlsStores stores = context.state().tls();
        CertificatePart part = CertificatePart.of(kind, operation.name(), stores);
        String name = part.file();
        String waiting = waiting(stores, kind);
        if (!waiting.isEmpty() && !waiting.equals(name)) {
            return otherTransaction(waiting, name, "update");
        }
        if (!isHeld(stores, kind, name)) {
            String what = kind == TlsKind.CERTIFICATE ? "certificate" : kind.title();
            return refused(
                    Reason.CERTIFICATE_NOT_FOUND,
                    "Can't replace a " + what + " which is not referenced by the configuration!\nCan't update " + name
                            + "!");
        }
        try {
            Runnable change = change(operation, part, stores);
            context.changing();
            change.run();
        } catch (TlsFormatException malformed) {
            String text =
                    kind == TlsKind.CERTIFICATE ? malformed.text() + "\nCan't load the payload" : "Invalid payload";
            return refused(Reason.BAD_ARGUMENT, text + "\nCan't update " + name + "!");
        }
        boolean first = waiting.isEmpty();
        context.changed(kind.named() + " " + name + " prepared");
        String start = kind == TlsKind.CERTIFICATE ? "Transaction " : "transaction ";
        return Outcome.done(
                Severity.NOTICE,
                start + (first ? "created" : "updated") + " for " + kind.transaction() + " " + name + "!");
    }

    private static Runnable change(SetTlsFile operation, CertificatePart part, TlsStores stores)
            throws TlsFormatException {
        String name = part.file();
        switch (operation.kind()) {
            case CERTIFICATE -> {
                CertificateFile next = part.with(operation.payload(), stores);
                return () -> stores.certificateChange(next);
            }
            case CA_FILE -> {
                List<X509Certificate> all = new ArrayList<>();
                if (operation.adds()) {
                    Change<X509Certificate> before = stores.authorityChange();
                    all.addAll(
                            before != null
                                    ? before.content()
                                    : held(stores.authorities().get(name)));
                }
                all.addAll(some(CertificateData.readAll(operation.payload())));
                return () -> stores.authorityChange(new Change<>(name, all));
            }
            default -> {
                List<X509CRL> all = some(RevocationLists.read(operation.payload()));
                return () -> stores.revocationChange(new Change<>(name, all));
            }
        }
    }

    private static <T> List<T> held(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <T> List<T> some(List<T> list) throws TlsFormatException {
        if (list.isEmpty()) {
            throw new TlsFormatException("there is nothing in it");
        }
        return list;
    }

    static Outcome commit(CommitTlsFile operation, Context context) {
        TlsKind kind = operation.kind();
        if (operation.name().isEmpty()) {
            String word = kind == TlsKind.CERTIFICATE ? "cert" : "ca-file";
            return refused(Reason.MISSING_ARGUMENT, "'commit ssl " + word + "' expects a filename");
        }
        TlsStores stores = context.state().tls();
        String name = CertificatePart.of(kind, operation.name(), stores).file();
        String waiting = waiting(stores, kind);
        if (waiting.isEmpty()) {
            return refused(
                    Reason.TRANSACTION_NOT_FOUND, "No ongoing transaction! !\nCan't commit " + operation.name() + "!");
        }
        if (!waiting.equals(name)) {
            return otherTransaction(waiting, name, "commit");
        }
        if (kind == TlsKind.CERTIFICATE) {
            context.told()
                    .clear(); // As HAProxy has it, which collects in the same place what is wrong with a certificate.
        }
        TlsBindings bindings;
        try {
            bindings = InUse.remade(context, content(stores, kind), kind, List.of(name));
        } catch (TlsFormatException failure) {
            return refused(Reason.BAD_ARGUMENT, "Committing " + name + "\n" + failure.text() + "\nFailed!");
        }
        int instances = InUse.count(bindings, kind, name);
        begin(context, bindings);
        apply(stores, kind);
        bindings.apply();
        drop(stores, kind);
        context.changed(kind.named() + " " + name + " committed");
        context.barrier();
        return Outcome.value(new TlsCommitted("Committing " + name, instances));
    }

    /** A dry run ends here, and what it made is let go. */
    static void begin(Context context, TlsBindings bindings) {
        boolean going = false;
        try {
            context.changing();
            going = true;
        } finally {
            if (!going) {
                bindings.abandon();
            }
        }
    }

    private static TlsContent content(TlsStores stores, TlsKind kind) {
        CertificateFile certificate = stores.certificateChange();
        Change<X509Certificate> authorities = stores.authorityChange();
        Change<X509CRL> revocations = stores.revocationChange();
        if (kind == TlsKind.CERTIFICATE && certificate != null) {
            return stores.with(List.of(certificate));
        }
        if (kind == TlsKind.CA_FILE && authorities != null) {
            return stores.withAuthorities(authorities);
        }
        return revocations == null ? stores.content() : stores.withRevocations(revocations);
    }

    private static void apply(TlsStores stores, TlsKind kind) {
        CertificateFile certificate = stores.certificateChange();
        Change<X509Certificate> authorities = stores.authorityChange();
        Change<X509CRL> revocations = stores.revocationChange();
        if (kind == TlsKind.CERTIFICATE && certificate != null) {
            stores.put(certificate);
        } else if (kind == TlsKind.CA_FILE && authorities != null) {
            stores.putAuthorities(authorities.name(), authorities.content());
        } else if (kind == TlsKind.CRL_FILE && revocations != null) {
            stores.putRevocations(revocations.name(), revocations.content());
        }
    }

    private static void drop(TlsStores stores, TlsKind kind) {
        switch (kind) {
            case CERTIFICATE -> stores.certificateChange(null);
            case CA_FILE -> stores.authorityChange(null);
            case CRL_FILE -> stores.revocationChange(null);
        }
    }

    static Outcome abort(AbortTlsFile operation, Context context) {
        TlsKind kind = operation.kind();
        if (operation.name().isEmpty()) {
            return refused(Reason.MISSING_ARGUMENT, "'abort ssl " + kind.word() + "' expects a filename");
        }
        TlsStores stores = context.state().tls();
        String name = CertificatePart.of(kind, operation.name(), stores).file();
        String waiting = waiting(stores, kind);
        if (waiting.isEmpty()) {
            return refused(Reason.TRANSACTION_NOT_FOUND, "No ongoing transaction!");
        }
        if (!waiting.equals(name)) {
            return refused(
                    Reason.OTHER_TRANSACTION,
                    "The ongoing transaction is about '" + waiting + "' but you are trying to abort a transaction for '"
                            + name + "'");
        }
        context.changing();
        drop(stores, kind);
        context.changed(kind.named() + " " + name + " left as it was");
        return Outcome.done(Severity.NOTICE, "Transaction aborted for certificate '" + name + "'!");
    }

    static Outcome delete(DeleteTlsFile operation, Context context) {
        TlsKind kind = operation.kind();
        String name = operation.name();
        if (name.isEmpty()) {
            return refused(
                    Reason.MISSING_ARGUMENT, "'del ssl " + kind.word() + "' expects a " + kind.named() + " name");
        }
        TlsStores stores = context.state().tls();
        String prefix = "Can't remove the " + kind.named() + ": " + kind.named() + " '" + name + "' ";
        if (!isHeld(stores, kind, name)) {
            return refused(Reason.CERTIFICATE_NOT_FOUND, prefix + "doesn't exist!");
        }
        if (waiting(stores, kind).equals(name)) {
            return refused(
                    Reason.OTHER_TRANSACTION,
                    "Can't remove the " + kind.named() + ": ongoing transaction for the " + kind.named() + " '" + name
                            + "'");
        }
        if (InUse.isUsed(context, kind, name)) {
            return refused(Reason.CERTIFICATE_IN_USE, prefix + "in use, can't be deleted!");
        }
        context.changing();
        switch (kind) {
            case CERTIFICATE -> stores.removeCertificate(name);
            case CA_FILE -> stores.removeAuthorities(name);
            case CRL_FILE -> stores.removeRevocations(name);
        }
        context.changed(kind.named() + " " + name + " deleted");
        return Outcome.done(Severity.NOTICE, kind.title() + " '" + name + "' deleted!");
    }
}
