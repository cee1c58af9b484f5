package dev.sluice.operation.tls;

import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.tls.TlsDetail.Status;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.tls.AcceptingTls;
import dev.sluice.state.tls.CertificateUse;
import dev.sluice.state.tls.TlsStores;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.TlsFileReader;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells of certificates and what belongs to them. */
final class ShowHandlers {
    private static final String NO_CERTIFICATE =
            "Can't display the certificate: Not found or the certificate is a bundle!";

    /** The list of authorities that the system has, which is there without being named. */
    private static final String SYSTEM = "@system-ca";

    private ShowHandlers() {}

    static Outcome list(ShowTlsFiles operation, Context context) {
        TlsStores stores = context.state().tls();
        List<TlsListing.Row> held = new ArrayList<>();
        TlsListing.Row waiting = null;
        switch (operation.kind()) {
            case CERTIFICATE -> {
                stores.certificates().keySet().forEach(name -> held.add(new TlsListing.Row(name, 1)));
                CertificateFile change = stores.certificateChange();
                waiting = change == null ? null : new TlsListing.Row(change.name(), 1);
            }
            case CA_FILE -> {
                Map<String, List<X509Certificate>> all = new TreeMap<>(stores.authorities());
                all.computeIfAbsent(SYSTEM, missing -> TlsFileReader.system());
                all.forEach((name, list) -> held.add(new TlsListing.Row(name, list.size())));
                TlsStores.Change<X509Certificate> change = stores.authorityChange();
                waiting = change == null
                        ? null
                        : new TlsListing.Row(change.name(), change.content().size());
            }
            default -> {
                stores.revocations().forEach((name, list) -> held.add(new TlsListing.Row(name, list.size())));
                TlsStores.Change<X509CRL> change = stores.revocationChange();
                waiting = change == null
                        ? null
                        : new TlsListing.Row(change.name(), change.content().size());
            }
        }
        return Outcome.value(new TlsListing(operation.kind(), waiting, held));
    }

    static Outcome detail(ShowTlsFile operation, Context context) {
        int index = 0;
        if (!operation.index().isEmpty()) {
            index = operation.index().matches("[1-9][0-9]{0,8}") ? Integer.parseInt(operation.index()) : -1;
        }
        if (index < 0) {
            String what = operation.kind() == TlsKind.CA_FILE ? "CA" : "CRL";
            return Outcome.refused(
                    Reason.BAD_ARGUMENT,
                    "wrong " + what + " index after colons in '" + operation.name() + ":" + operation.index() + "'!");
        }
        return switch (operation.kind()) {
            case CERTIFICATE -> certificate(operation.name(), context);
            case CA_FILE -> authorities(operation.name(), index, context);
            case CRL_FILE -> revocations(operation.name(), index, context);
        };
    }

    private static Outcome certificate(String shown, Context context) {
        TlsStores stores = context.state().tls();
        boolean waits = shown.startsWith("*");
        CertificateFile change = stores.certificateChange();
        CertificatePart part = CertificatePart.of(TlsKind.CERTIFICATE, waits ? shown.substring(1) : shown, stores);
        if (part.extension().equals(".ocsp")
                && waits
                && change != null
                && change.name().equals(part.file())) {
            return TicketHandlers.responseOf(change);
        }
        if (part.extension().equals(".ocsp") && !waits) {
            return TicketHandlers.responseOf(stores.certificates().get(part.file()));
        }
        CertificateFile found = !waits
                ? stores.certificates().get(shown)
                : change != null && change.name().equals(shown.substring(1)) ? change : null;
        if (found == null) {
            return Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, NO_CERTIFICATE);
        }
        Status status = waits
                ? Status.UNCOMMITTED
                : found.data() == null
                        ? Status.EMPTY
                        : InUse.isUsed(context, TlsKind.CERTIFICATE, shown) ? Status.USED : Status.UNUSED;
        CertificateData data = found.data();
        String chain = data == null ? "" : stores.chains().fileOf(data);
        boolean forTokens = stores.forTokens().contains(found.name());
        return Outcome.value(new TlsDetail(shown, status, found, chain, forTokens, List.of(), List.of(), 0));
    }

    private static Outcome authorities(String shown, int index, Context context) {
        TlsStores stores = context.state().tls();
        TlsStores.Change<X509Certificate> change = stores.authorityChange();
        List<X509Certificate> found = shown.equals(SYSTEM)
                ? stores.authorities().getOrDefault(SYSTEM, TlsFileReader.system())
                : pick(shown, change, stores.authorities());
        if (found == null) {
            return Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, "Can't display the CA file : Not found!");
        }
        return Outcome.value(new TlsDetail(
                shown,
                status(shown, TlsKind.CA_FILE, found.isEmpty(), context),
                null,
                "",
                false,
                found,
                List.of(),
                index));
    }

    private static Outcome revocations(String shown, int index, Context context) {
        TlsStores stores = context.state().tls();
        List<X509CRL> found = pick(shown, stores.revocationChange(), stores.revocations());
        if (found == null) {
            return Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, "Can't display the CRL file : Not found!");
        }
        return Outcome.value(new TlsDetail(
                shown,
                status(shown, TlsKind.CRL_FILE, found.isEmpty(), context),
                null,
                "",
                false,
                List.of(),
                found,
                index));
    }

    private static <T> @Nullable List<T> pick(
            String shown, TlsStores.@Nullable Change<T> change, Map<String, List<T>> held) {
        if (!shown.startsWith("*")) {
            return held.get(shown);
        }
        return change != null && change.name().equals(shown.substring(1)) ? change.content() : null;
    }

    private static Status status(String shown, TlsKind kind, boolean empty, Context context) {
        if (shown.startsWith("*")) {
            return Status.UNCOMMITTED;
        }
        return InUse.isUsed(context, kind, shown) ? Status.USED : empty ? Status.EMPTY : Status.UNUSED;
    }

    static Outcome dump(DumpCertificate operation, Context context) {
        CertificateFile file = context.state().tls().certificates().get(operation.name());
        CertificateData data = file == null ? null : file.data();
        return data == null ? Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, NO_CERTIFICATE) : Outcome.value(data.pem());
    }

    static Outcome sni(ShowSni operation, Context context) {
        List<Frontend> frontends = context.state().topology().frontends();
        if (!operation.frontend().isEmpty()) {
            frontends = frontends.stream()
                    .filter(frontend -> frontend.name().equals(operation.frontend()))
                    .toList();
            if (frontends.isEmpty()) {
                return Outcome.refused(Reason.FRONTEND_NOT_FOUND, "Couldn't find the specified frontend!");
            }
        }
        Instant limit = Instant.ofEpochMilli(context.clock().wallMillis() + operation.offsetSeconds() * 1000);
        List<SniRow> rows = new ArrayList<>();
        for (Frontend frontend : frontends) {
            // A line with several addresses has its names once.
            Set<String> lines = new HashSet<>();
            for (Listener listener : frontend.listeners()) {
                AcceptingTls tls = listener.tls();
                String location = listener.spec().location().toString();
                if (tls != null && lines.add(location)) {
                    add(rows, frontend.name(), location, tls.plan().uses());
                }
            }
        }
        if (operation.expired()) {
            rows.removeIf(
                    row -> !row.use().data().leaf().getNotAfter().toInstant().isBefore(limit));
        }
        return new Outcome.Rows(Cursor.of(rows));
    }

    /** Each name in its place in the alphabet; those that stand for many come last. */
    private static void add(List<SniRow> rows, String frontend, String location, List<CertificateUse> uses) {
        List<SniRow> own = new ArrayList<>();
        for (CertificateUse use : uses) {
            if (use.isDefault() && !use.names().contains("*")) {
                own.add(new SniRow(frontend, location, "*", use));
            }
            use.names().forEach(name -> own.add(new SniRow(frontend, location, name, use)));
        }
        own.sort(
                Comparator.comparing((SniRow row) -> row.name().startsWith("*")).thenComparing(SniRow::name));
        rows.addAll(own);
    }

    static Outcome providers(ShowTlsProviders operation, Context context) {
        return Outcome.value("default");
    }

    static Outcome flag(FlagCertificate operation, Context context) {
        TlsStores stores = context.state().tls();
        if (operation.name().isEmpty()) {
            String verb = operation.forTokens() ? "add" : "del";
            return Outcome.refused(Reason.MISSING_ARGUMENT, "'" + verb + " ssl cert' expects a filename");
        }
        if (!stores.certificates().containsKey(operation.name())) {
            return Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, NO_CERTIFICATE);
        }
        context.changing();
        stores.forTokens(operation.name(), operation.forTokens());
        context.changed(
                "certificate " + operation.name() + (operation.forTokens() ? " for tokens" : " not for tokens"));
        return Outcome.OK;
    }

    static Outcome flagged(ShowFlaggedCertificates operation, Context context) {
        return new Outcome.Rows(Cursor.of(List.copyOf(context.state().tls().forTokens())));
    }
}
