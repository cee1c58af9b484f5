package dev.sluice.operation.tls;

import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.inspect.Fetched;
import dev.sluice.state.tls.OcspUpdates;
import dev.sluice.state.tls.OcspUpdates.Delays;
import dev.sluice.state.tls.OcspUpdates.Entry;
import dev.sluice.state.tls.OcspUpdates.Status;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.OcspRequest;
import dev.sluice.tls.OcspResponse;
import dev.sluice.tls.OcspSignature;
import dev.sluice.tls.TlsFormatException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks authorities what they say of certificates. */
final class OcspHandlers {
    private static final String VERB = "'update ssl ocsp-response' ";
    private static final String CONTENT = "application/ocsp-response";
    private static final int OK = 200;
    private static final int NOTICE = 5;

    private OcspHandlers() {}

    static Outcome updates(ShowOcspUpdates operation, Context context) {
        return new Outcome.Rows(Cursor.of(context.state().tls().ocspUpdates().all()));
    }

    static Delays delays(Settings global) {
        return new Delays(global.get(TlsSettings.OCSP_MIN_DELAY), global.get(TlsSettings.OCSP_MAX_DELAY));
    }

    /** Has a certificate be listed, or no more, at once. */
    static void follow(CertificateFile file, Context context) {
        CertificateData data = file.data();
        Optional<OcspRequest> request = data == null ? Optional.empty() : OcspRequest.of(data);
        OcspUpdates updates = context.state().tls().ocspUpdates();
        Settings global = context.state().configuration().global();
        request.ifPresent(asks -> {
            if (file.ocspUpdate()) {
                updates.add(first(
                        file.name(), asks, file.data(), global, context.clock().wallMillis()));
            } else {
                updates.remove(asks.id());
            }
        });
    }

    /** When it is asked for first: at once where nothing is known. */
    static Entry first(String name, OcspRequest asks, @Nullable CertificateData data, Settings global, long now) {
        OcspResponse before = data == null ? null : data.ocsp();
        long next = before == null ? now : delays(global).after(now, before.until());
        return new Entry(asks.id(), name, next, 0, 0, 0, 0, Status.UNKNOWN);
    }

    static CompletionStage<Outcome> update(UpdateOcspResponse operation, Context context) {
        String name = operation.name();
        if (name.isEmpty()) {
            return refused(Reason.MISSING_ARGUMENT, VERB + "expects a filename");
        }
        CertificateFile file = context.state().tls().certificates().get(name);
        if (file == null) {
            return refused(
                    Reason.CERTIFICATE_NOT_FOUND,
                    "Unknown certificate! " + VERB + "expects an already known certificate file name.\n"
                            + cannot(name));
        }
        CertificateData data = file.data();
        if (data == null || data.ocsp() == null && !file.ocspUpdate()) {
            return refused(
                    Reason.NOT_SUPPORTED,
                    VERB + "only works on certificates that already have a known OCSP response.\n" + cannot(name));
        }
        Optional<OcspRequest> request = OcspRequest.of(data);
        if (request.isEmpty()) {
            return refused(
                    Reason.NOT_SUPPORTED,
                    VERB + "needs a certificate that names who is to be asked, and its maker's certificate.\n"
                            + cannot(name));
        }
        context.changing();
        return context.host()
                .insides()
                .fetch("GET", request.get().uri())
                .thenApplyAsync(answer -> answered(name, request.get(), answer, context), context.control());
    }

    private static CompletionStage<Outcome> refused(Reason reason, String text) {
        return CompletableFuture.completedStage(Outcome.refused(reason, text));
    }

    private static String cannot(String name) {
        return "Can't send ocsp request for " + name + "!";
    }

    /** The certificate may be another one by now, or gone. */
    private static Outcome answered(String name, OcspRequest request, Fetched answer, Context context) {
        CertificateFile file = context.state().tls().certificates().get(name);
        CertificateData data = file == null ? null : file.data();
        X509Certificate maker = data == null ? null : data.maker();
        if (maker == null) {
            return failed(name, request, Status.NOT_INSERTED, "the certificate is gone", context);
        }
        if (answer.status() != OK) {
            return failed(name, request, Status.HTTP_ERROR, answer.status() + " " + answer.reason(), context);
        }
        boolean meant = answer.fields().stream()
                .filter(field -> field.getKey().equals("content-type"))
                .map(Map.Entry::getValue)
                .anyMatch(CONTENT::equalsIgnoreCase);
        if (!meant) {
            return failed(name, request, Status.OTHER_CONTENT, "", context);
        }
        OcspResponse response;
        try {
            response = OcspResponse.read(answer.body().getBytes(StandardCharsets.ISO_8859_1));
            OcspSignature.check(
                    response,
                    request,
                    maker,
                    Instant.ofEpochMilli(context.clock().wallMillis()));
        } catch (TlsFormatException wrong) {
            return failed(name, request, Status.CHECK_FAILED, wrong.text(), context);
        }
        Outcome stapled = TicketHandlers.staple(response, request.id(), context);
        if (stapled instanceof Outcome.Refused refusal) {
            return failed(name, request, Status.NOT_INSERTED, refusal.text(), context);
        }
        long now = context.clock().wallMillis();
        Entry next = entry(name, request, context)
                .updated(now, delays(context.state().configuration().global()).after(now, response.until()));
        told(next, context);
        return TicketHandlers.responseOf(context.state().tls().certificates().get(name));
    }

    private static Entry entry(String name, OcspRequest request, Context context) {
        @Nullable Entry known = context.state().tls().ocspUpdates().find(request.id());
        return known != null ? known : new Entry(request.id(), name, 0, 0, 0, 0, 0, Status.UNKNOWN);
    }

    private static Outcome failed(String name, OcspRequest request, Status why, String detail, Context context) {
        Entry before = entry(name, request, context);
        long now = context.clock().wallMillis();
        long next = delays(context.state().configuration().global()).afterFailures(now, before.inRow() + 1);
        told(before.failed(why, next), context);
        return Outcome.refused(
                Reason.WAIT_FAILED, VERB + why.text() + (detail.isBlank() ? "" : ": " + detail) + "\n" + cannot(name));
    }

    private static void told(Entry entry, Context context) {
        OcspUpdates updates = context.state().tls().ocspUpdates();
        updates.put(entry);
        context.dataPlane()
                .log(
                        null,
                        NOTICE,
                        "<OCSP-UPDATE> " + entry.path() + " " + entry.last().ordinal() + " \""
                                + entry.last().text() + "\" " + entry.failures() + " " + entry.successes());
    }
}
