package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sluice.grpc.v1.AbortTlsFileRequest;
import dev.sluice.grpc.v1.CertificateServiceGrpc;
import dev.sluice.grpc.v1.CommitTlsFileRequest;
import dev.sluice.grpc.v1.CreateCertificateListEntryRequest;
import dev.sluice.grpc.v1.CreateTlsFileRequest;
import dev.sluice.grpc.v1.DeleteCertificateListEntryRequest;
import dev.sluice.grpc.v1.DeleteTlsFileRequest;
import dev.sluice.grpc.v1.ExportCertificateRequest;
import dev.sluice.grpc.v1.GetTlsFileRequest;
import dev.sluice.grpc.v1.ListCertificateListEntriesRequest;
import dev.sluice.grpc.v1.ListCertificateListsRequest;
import dev.sluice.grpc.v1.ListOcspResponsesRequest;
import dev.sluice.grpc.v1.ListServerNamesRequest;
import dev.sluice.grpc.v1.ListTicketKeysRequest;
import dev.sluice.grpc.v1.ListTlsFilesRequest;
import dev.sluice.grpc.v1.ListTokenCertificatesRequest;
import dev.sluice.grpc.v1.RotateTicketKeyRequest;
import dev.sluice.grpc.v1.SetOcspResponseRequest;
import dev.sluice.grpc.v1.SetTokenCertificateRequest;
import dev.sluice.grpc.v1.StageTlsFileRequest;
import dev.sluice.grpc.v1.TlsFile;
import dev.sluice.grpc.v1.TlsFileKind;
import io.grpc.Channel;
import io.grpc.Status;

/** Calls the service of certificates. */
final class CertificateCalls {
    private static final TlsFileKind KIND = TlsFileKind.TLS_FILE_KIND_CERTIFICATE;
    private static final String FILE = "new.pem";

    private final CertificateServiceGrpc.CertificateServiceBlockingStub service;

    CertificateCalls(Channel channel) {
        this.service = CertificateServiceGrpc.newBlockingStub(channel);
    }

    void certificates(String pem) {
        CreateTlsFileRequest create =
                CreateTlsFileRequest.newBuilder().setKind(KIND).setFile(FILE).build();
        long dry = service.createTlsFile(
                        create.toBuilder().setValidateOnly(true).build())
                .getRevision();
        assertThat(service.createTlsFile(create).getRevision()).isGreaterThan(dry);
        assertThat(Refused.by(() -> service.createTlsFile(create)).with(Status.Code.ALREADY_EXISTS, "NAME_TAKEN"))
                .isNotNull();

        assertThat(service.stageTlsFile(StageTlsFileRequest.newBuilder()
                                .setKind(KIND)
                                .setFile(FILE)
                                .setPem(pem)
                                .build())
                        .getRevision())
                .isGreaterThan(dry);
        assertThat(service.listTlsFiles(
                                ListTlsFilesRequest.newBuilder().setKind(KIND).build())
                        .getFilesList())
                .extracting(TlsFile::getFile, TlsFile::getWaiting)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(FILE, true));
        TlsFile waiting = service.getTlsFile(GetTlsFileRequest.newBuilder()
                        .setKind(KIND)
                        .setFile(FILE)
                        .setWaiting(true)
                        .build())
                .getFile();
        assertThat(waiting.getCertificatesList()).isNotEmpty();
        CommitTlsFileRequest commit =
                CommitTlsFileRequest.newBuilder().setKind(KIND).setFile(FILE).build();
        assertThat(service.commitTlsFile(commit).getInstances()).isZero();
        assertThat(Refused.by(() -> service.commitTlsFile(commit))
                        .with(Status.Code.FAILED_PRECONDITION, "TRANSACTION_NOT_FOUND"))
                .isNotNull();
        assertThat(service.exportCertificate(ExportCertificateRequest.newBuilder()
                                .setFile(FILE)
                                .build())
                        .getPem())
                .contains("BEGIN CERTIFICATE");
        AbortTlsFileRequest abort =
                AbortTlsFileRequest.newBuilder().setKind(KIND).setFile(FILE).build();
        assertThat(Refused.by(() -> service.abortTlsFile(abort))
                        .with(Status.Code.FAILED_PRECONDITION, "TRANSACTION_NOT_FOUND"))
                .isNotNull();
        tokens();
        assertThat(service.deleteTlsFile(DeleteTlsFileRequest.newBuilder()
                                .setKind(KIND)
                                .setFile(FILE)
                                .build())
                        .getRevision())
                .isGreaterThan(dry);
        GetTlsFileRequest gone =
                GetTlsFileRequest.newBuilder().setKind(KIND).setFile(FILE).build();
        assertThat(Refused.by(() -> service.getTlsFile(gone)).with(Status.Code.NOT_FOUND, "CERTIFICATE_NOT_FOUND"))
                .isNotNull();
        lists();
    }

    private void tokens() {
        assertThat(service.setTokenCertificate(SetTokenCertificateRequest.newBuilder()
                                .setFile(FILE)
                                .setAllowed(true)
                                .build())
                        .getRevision())
                .isPositive();
        assertThat(service.listTokenCertificates(ListTokenCertificatesRequest.getDefaultInstance())
                        .getCertificates(0)
                        .getFile())
                .isEqualTo(FILE);
    }

    private void lists() {
        assertThat(service.listCertificateLists(ListCertificateListsRequest.getDefaultInstance())
                        .getListsList())
                .isEmpty();
        notFound(() -> service.listCertificateListEntries(
                ListCertificateListEntriesRequest.newBuilder().setList("none").build()));
        notFound(() -> service.createCertificateListEntry(CreateCertificateListEntryRequest.newBuilder()
                .setList("none")
                .setLine(FILE)
                .build()));
        notFound(() -> service.deleteCertificateListEntry(DeleteCertificateListEntryRequest.newBuilder()
                .setList("none")
                .setCertificate(FILE)
                .setLine(1)
                .build()));
        assertThat(service.listServerNames(ListServerNamesRequest.getDefaultInstance())
                        .getServerNamesList())
                .isEmpty();
        assertThat(service.listTicketKeys(ListTicketKeysRequest.getDefaultInstance())
                        .getTicketKeysList())
                .isEmpty();
        notFound(() -> service.rotateTicketKey(RotateTicketKeyRequest.newBuilder()
                .setFile("none")
                .setKey(ByteString.copyFrom(new byte[48]))
                .build()));
        assertThat(service.listOcspResponses(ListOcspResponsesRequest.getDefaultInstance())
                        .getStatementsList())
                .isEmpty();
        SetOcspResponseRequest unreadable = SetOcspResponseRequest.newBuilder()
                .setResponse(ByteString.copyFrom(new byte[6]))
                .build();
        assertThat(Refused.by(() -> service.setOcspResponse(unreadable))
                        .with(Status.Code.INVALID_ARGUMENT, "BAD_ARGUMENT"))
                .isNotNull();
    }

    private static void notFound(Runnable call) {
        assertThat(Refused.by(call::run).with(Status.Code.NOT_FOUND, "CERTIFICATE_NOT_FOUND"))
                .isNotNull();
    }
}
