package dev.sluice.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.sluice.grpc.v1.CertificateInfo;
import dev.sluice.grpc.v1.CertificateList;
import dev.sluice.grpc.v1.CertificateListEntry;
import dev.sluice.grpc.v1.DeleteCertificateListEntryRequest;
import dev.sluice.grpc.v1.OcspStatement;
import dev.sluice.grpc.v1.ServerName;
import dev.sluice.grpc.v1.TicketKeys;
import dev.sluice.grpc.v1.TlsFile;
import dev.sluice.grpc.v1.TlsFileKind;
import dev.sluice.grpc.v1.TokenCertificate;
import dev.sluice.operation.Reason;
import dev.sluice.operation.tls.SniRow;
import dev.sluice.operation.tls.TlsDetail;
import dev.sluice.operation.tls.TlsKind;
import dev.sluice.operation.tls.TlsListing;
import dev.sluice.state.tls.TicketStore;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.CrtListLine;
import dev.sluice.tls.OcspResponse;
import dev.sluice.tls.X509Text;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates and what belongs to them, as messages. */
final class CertificateMessages {
    private CertificateMessages() {}

    static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The certificate of a line, its number behind it where there is one. */
    static String lineOf(DeleteCertificateListEntryRequest request) {
        return request.getCertificate() + (request.getLine() > 0 ? ":" + request.getLine() : "");
    }

    static Subject file(String name) {
        return new Subject(Kit.TLS_FILE, name, "file");
    }

    static Subject listed(String name) {
        return new Subject(Kit.TLS_FILE, name, "list");
    }

    static TlsKind kind(TlsFileKind kind) {
        return switch (kind) {
            case TLS_FILE_KIND_CERTIFICATE -> TlsKind.CERTIFICATE;
            case TLS_FILE_KIND_AUTHORITIES -> TlsKind.CA_FILE;
            case TLS_FILE_KIND_REVOCATIONS -> TlsKind.CRL_FILE;
            default -> throw Errors.of(Reason.MISSING_ARGUMENT, "a kind is needed", Subject.field("kind"));
        };
    }

    private static TlsFileKind kind(TlsKind kind) {
        return switch (kind) {
            case CERTIFICATE -> TlsFileKind.TLS_FILE_KIND_CERTIFICATE;
            case CA_FILE -> TlsFileKind.TLS_FILE_KIND_AUTHORITIES;
            case CRL_FILE -> TlsFileKind.TLS_FILE_KIND_REVOCATIONS;
        };
    }

    static List<TlsFile> files(TlsListing listing) {
        List<TlsFile> files = new ArrayList<>();
        TlsListing.Row waiting = listing.waiting();
        for (TlsListing.Row row : listing.held()) {
            files.add(TlsFile.newBuilder()
                    .setKind(kind(listing.kind()))
                    .setFile(row.name())
                    .setCount(row.count())
                    .setWaiting(waiting != null && waiting.name().equals(row.name()))
                    .build());
        }
        return files;
    }

    static TlsFile file(TlsKind kind, TlsDetail detail) {
        boolean waits = detail.status() == TlsDetail.Status.UNCOMMITTED;
        CertificateFile certificate = detail.certificate();
        CertificateData data = certificate == null ? null : certificate.data();
        List<X509Certificate> all = data == null ? detail.authorities() : data.chain();
        TlsFile.Builder file = TlsFile.newBuilder()
                .setKind(kind(kind))
                .setFile(waits ? detail.shown().substring(1) : detail.shown())
                .setWaiting(waits)
                .setUsed(detail.status() == TlsDetail.Status.USED)
                .setCount(kind == TlsKind.CRL_FILE ? detail.revocations().size() : all.size());
        all.forEach(each -> file.addCertificates(CertificateInfo.newBuilder()
                .setSerial(X509Text.serial(each))
                .setSubject(X509Text.subject(each))
                .setIssuer(X509Text.issuer(each))
                .setSha1(ByteString.copyFrom(X509Text.sha1(each)))
                .setNotAfter(Timestamp.newBuilder()
                        .setSeconds(each.getNotAfter().toInstant().getEpochSecond()))));
        return file.build();
    }

    static CertificateList list(String name) {
        return CertificateList.newBuilder().setList(name).build();
    }

    static CertificateListEntry entry(CrtListLine line) {
        return CertificateListEntry.newBuilder()
                .setCertificate(line.certificate())
                .addAllOptions(line.options())
                .addAllFilters(line.filters())
                .setLine(line.line())
                .build();
    }

    static ServerName name(SniRow row) {
        return ServerName.newBuilder()
                .setFrontend(row.frontend())
                .setLocation(row.location())
                .setHost(row.name())
                .setCertificate(row.use().certificate())
                .build();
    }

    static TicketKeys tickets(TicketStore store) {
        TicketKeys.Builder keys = TicketKeys.newBuilder().setFile(store.file());
        store.keys().forEach(key -> keys.addKeys(ByteString.copyFrom(key)));
        return keys.build();
    }

    static TokenCertificate token(String name) {
        return TokenCertificate.newBuilder().setFile(name).build();
    }

    static OcspStatement statement(CertificateFile file) {
        CertificateData data = file.data();
        OcspResponse ocsp = data == null ? null : data.ocsp();
        return OcspStatement.newBuilder()
                .setFile(file.name())
                .setResponse(ocsp == null ? ByteString.EMPTY : ByteString.copyFrom(ocsp.encoded()))
                .build();
    }
}
