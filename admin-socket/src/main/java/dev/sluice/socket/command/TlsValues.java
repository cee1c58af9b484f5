package dev.sluice.socket.command;

import dev.sluice.operation.tls.SniRow;
import dev.sluice.operation.tls.TlsDetail;
import dev.sluice.state.tls.TicketStore;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.OcspResponse;
import dev.sluice.tls.X509Text;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificates and what belongs to them as values for JSON: what the text tells, and no secret that the text keeps. */
final class TlsValues {
    private TlsValues() {}

    static Object file(Object value, Words words, Speaker speaker) {
        if (value instanceof CertificateFile certificate) {
            return ocsp(certificate, words, speaker);
        }
        if (!(value instanceof TlsDetail detail)) {
            return value;
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("filename", detail.shown());
        told.put("status", detail.status());
        CertificateFile file = detail.certificate();
        if (file != null) {
            told.put("crt_filename", file.crt());
            told.put("key_filename", file.key());
            told.put("ocsp_filename", file.ocsp());
            told.put("sctl_filename", file.sctl());
            told.put("ocsp_update", file.ocspUpdate());
            told.put("jwt", detail.forTokens());
            CertificateData data = file.data();
            told.put("chain", data == null ? List.of() : certificates(data.chain(), 0));
            told.put("ocsp_response_key", responseKey(data));
        } else if (detail.revocations().isEmpty()) {
            told.put("certificates", certificates(detail.authorities(), detail.index()));
        } else {
            told.put(
                    "revocation_lists",
                    asked(detail.revocations(), detail.index()).stream()
                            .map(TlsValues::revocations)
                            .toList());
        }
        return told;
    }

    private static List<Map<String, Object>> certificates(List<X509Certificate> all, int index) {
        return asked(all, index).stream().map(TlsValues::certificate).toList();
    }

    /** The one of an index, from 1; all for 0. */
    private static <T> List<T> asked(List<T> all, int index) {
        if (index == 0) {
            return all;
        }
        return index <= all.size() ? List.of(all.get(index - 1)) : List.of();
    }

    private static Map<String, Object> certificate(X509Certificate certificate) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("serial", X509Text.serial(certificate));
        told.put("subject", X509Text.subject(certificate));
        told.put("issuer", X509Text.issuer(certificate));
        told.put("subject_alternative_names", X509Text.alternativeNames(certificate));
        told.put("algorithm", X509Text.algorithm(certificate.getPublicKey()));
        told.put("not_before", X509Text.date(certificate.getNotBefore()));
        told.put("not_after", X509Text.date(certificate.getNotAfter()));
        return told;
    }

    private static Map<String, Object> revocations(X509CRL list) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("issuer", list.getIssuerX500Principal().getName());
        told.put("last_update", X509Text.date(list.getThisUpdate()));
        told.put(
                "revoked",
                list.getRevokedCertificates() == null
                        ? List.of()
                        : list.getRevokedCertificates().stream()
                                .map(each -> each.getSerialNumber().toString(16))
                                .sorted()
                                .toList());
        return told;
    }

    private static String responseKey(@Nullable CertificateData data) {
        OcspResponse ocsp = data == null ? null : data.ocsp();
        return ocsp == null ? "" : ocsp.id();
    }

    static Object sni(Object value, Words words, Speaker speaker) {
        SniRow row = (SniRow) value;
        X509Certificate leaf = row.use().data().leaf();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("frontend", row.frontend());
        told.put("bind", row.location());
        told.put("name", row.name());
        told.put("not", row.name().startsWith("*.") ? row.use().not() : List.of());
        told.put("type", row.use().kind());
        told.put("certificate", row.use().certificate());
        told.put("not_after", X509Text.date(leaf.getNotAfter()));
        told.put("not_before", X509Text.date(leaf.getNotBefore()));
        return told;
    }

    /** The secrets only where they were asked for by name. */
    static Object tickets(Object value, Words words, Speaker speaker) {
        TicketStore store = (TicketStore) value;
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", store.id());
        told.put("file", store.file());
        if (words.has(0)) {
            told.put(
                    "secrets",
                    store.keys().stream()
                            .map(Base64.getEncoder()::encodeToString)
                            .toList());
        }
        return told;
    }

    static Object ocsp(Object value, Words words, Speaker speaker) {
        CertificateFile file = (CertificateFile) value;
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("key", responseKey(file.data()));
        told.put("certificate", file.name());
        CertificateData data = file.data();
        OcspResponse response = data == null ? null : data.ocsp();
        if (words.has(0) && response != null) {
            told.put("response", Base64.getEncoder().encodeToString(response.encoded()));
        }
        return told;
    }
}
