package dev.sluice.operation.tls;

import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.TlsBindings;
import dev.sluice.state.tls.TicketStore;
import dev.sluice.state.tls.TlsStores;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.OcspRequest;
import dev.sluice.tls.OcspResponse;
import dev.sluice.tls.TicketKeys;
import dev.sluice.tls.TlsFormatException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at secrets of session tickets and at what certificates' makers say of them, and changes both. */
final class TicketHandlers {
    private static final String ALL = "*";

    private TicketHandlers() {}

    static Outcome tickets(ShowTicketKeys operation, Context context) {
        List<TicketStore> all = context.state().tls().tickets();
        if (operation.reference().isEmpty() || operation.reference().equals(ALL)) {
            return new Outcome.Rows(Cursor.of(all));
        }
        TicketStore store = find(all, operation.reference());
        return store == null
                ? Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, "'show tls-keys' unable to locate referenced filename")
                : new Outcome.Rows(Cursor.of(List.of(store)));
    }

    private static @Nullable TicketStore find(List<TicketStore> all, String reference) {
        return all.stream()
                .filter(store -> store.file().equals(reference) || reference.equals("#" + store.id()))
                .findFirst()
                .orElse(null);
    }

    static Outcome rotate(SetTicketKey operation, Context context) {
        String verb = "'set ssl tls-key' ";
        if (operation.reference().isEmpty() || operation.key().isEmpty()) {
            return Outcome.refused(
                    Reason.MISSING_ARGUMENT, verb + "expects a filename and the new TLS key in base64 encoding.");
        }
        TlsStores stores = context.state().tls();
        TicketStore store = find(stores.tickets(), operation.reference());
        if (store == null) {
            return Outcome.refused(Reason.CERTIFICATE_NOT_FOUND, verb + "unable to locate referenced filename");
        }
        byte[] key = TicketKeys.decode(operation.key());
        if (key.length == 0) {
            return Outcome.refused(Reason.BAD_ARGUMENT, verb + "received invalid base64 encoded TLS key.");
        }
        if (key.length != store.keys().get(0).length) {
            return Outcome.refused(Reason.BAD_ARGUMENT, verb + "received a key of wrong size.");
        }
        TicketStore next = store.rotated(key);
        TlsBindings bindings;
        try {
            bindings = InUse.remade(context, stores.withTickets(next), TlsKind.CA_FILE, List.of(store.file()));
        } catch (TlsFormatException failure) {
            return Outcome.refused(Reason.BAD_ARGUMENT, verb + failure.text());
        }
        Transactions.begin(context, bindings);
        stores.putTickets(next);
        bindings.apply();
        context.changed("TLS ticket keys of " + store.file() + " rotated");
        context.barrier();
        return Outcome.done(Severity.INFO, "TLS ticket key updated!");
    }

    static Outcome responses(ShowOcspResponses operation, Context context) {
        List<CertificateFile> known = new ArrayList<>();
        for (CertificateFile file : context.state().tls().certificates().values()) {
            CertificateData data = file.data();
            OcspResponse ocsp = data == null ? null : data.ocsp();
            boolean wanted = operation.reference().isEmpty()
                    || file.name().equals(operation.reference())
                    || (ocsp != null && ocsp.id().equalsIgnoreCase(operation.reference()));
            if (ocsp != null && wanted) {
                known.add(file);
            }
        }
        if (known.isEmpty() && !operation.reference().isEmpty()) {
            boolean identity = operation.reference().matches("([0-9a-fA-F]{2})+");
            return Outcome.refused(
                    Reason.CERTIFICATE_NOT_FOUND,
                    identity
                            ? "Certificate ID or path does not match any certificate."
                            : "'show ssl ocsp-response' expects a valid certid or certificate path.");
        }
        return new Outcome.Rows(Cursor.of(known));
    }

    /** What the maker says of one certificate, which may be nothing. */
    static Outcome responseOf(@Nullable CertificateFile file) {
        CertificateData data = file == null ? null : file.data();
        boolean any = data != null && data.ocsp() != null && file != null;
        return new Outcome.Rows(Cursor.of(any ? List.of(file) : List.of()));
    }

    static Outcome staple(SetOcspResponse operation, Context context) {
        String verb = "'set ssl ocsp-response' ";
        if (operation.encoded().isBlank()) {
            return Outcome.refused(Reason.MISSING_ARGUMENT, verb + "expects response in base64 encoding.");
        }
        byte[] decoded;
        try {
            String packed = operation.encoded().replaceAll("\\s", "");
            if (packed.length() % 4 != 0) {
                return Outcome.refused(Reason.BAD_ARGUMENT, verb + "received invalid base64 encoded response.");
            }
            decoded = Base64.getDecoder().decode(packed);
        } catch (IllegalArgumentException malformed) {
            return Outcome.refused(Reason.BAD_ARGUMENT, verb + "received invalid base64 encoded response.");
        }
        OcspResponse response;
        try {
            response = OcspResponse.read(decoded);
        } catch (TlsFormatException malformed) {
            return Outcome.refused(Reason.BAD_ARGUMENT, "OCSP response: " + malformed.text());
        }
        return staple(response, response.id(), context);
    }

    /** By what is said of it so far, or by what is asked; empty where it is neither. */
    private static String identity(CertificateFile file, CertificateData data) {
        OcspResponse before = data.ocsp();
        if (before != null) {
            return before.id();
        }
        return file.ocspUpdate() ? OcspRequest.of(data).map(OcspRequest::id).orElse("") : "";
    }

    /** Every certificate that the response speaks of gets it, for handshakes from now on. */
    static Outcome staple(OcspResponse response, String id, Context context) {
        TlsStores stores = context.state().tls();
        List<CertificateFile> changed = new ArrayList<>();
        for (CertificateFile file : stores.certificates().values()) {
            CertificateData data = file.data();
            if (data != null && id.equals(identity(file, data))) {
                changed.add(file.with(data.withOcsp(response)));
            }
        }
        if (changed.isEmpty()) {
            return Outcome.refused(
                    Reason.CERTIFICATE_NOT_FOUND,
                    "OCSP single response: Certificate ID does not match any certificate or issuer");
        }
        List<String> names = changed.stream().map(CertificateFile::name).toList();
        TlsBindings bindings;
        try {
            bindings = InUse.remade(context, stores.with(changed), TlsKind.CERTIFICATE, names);
        } catch (TlsFormatException failure) {
            return Outcome.refused(Reason.BAD_ARGUMENT, failure.text());
        }
        Transactions.begin(context, bindings);
        changed.forEach(stores::put);
        bindings.apply();
        context.changed("OCSP response of " + changed.get(0).name() + " replaced");
        context.barrier();
        return Outcome.done(Severity.INFO, "OCSP Response updated!");
    }
}
