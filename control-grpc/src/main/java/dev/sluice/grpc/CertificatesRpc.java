package dev.sluice.grpc;

import dev.sluice.grpc.v1.ExportCertificateRequest;
import dev.sluice.grpc.v1.ExportCertificateResponse;
import dev.sluice.grpc.v1.GetTlsFileRequest;
import dev.sluice.grpc.v1.GetTlsFileResponse;
import dev.sluice.grpc.v1.ListCertificateListEntriesRequest;
import dev.sluice.grpc.v1.ListCertificateListEntriesResponse;
import dev.sluice.grpc.v1.ListCertificateListsRequest;
import dev.sluice.grpc.v1.ListCertificateListsResponse;
import dev.sluice.grpc.v1.ListOcspResponsesRequest;
import dev.sluice.grpc.v1.ListOcspResponsesResponse;
import dev.sluice.grpc.v1.ListServerNamesRequest;
import dev.sluice.grpc.v1.ListServerNamesResponse;
import dev.sluice.grpc.v1.ListTicketKeysRequest;
import dev.sluice.grpc.v1.ListTicketKeysResponse;
import dev.sluice.grpc.v1.ListTlsFilesRequest;
import dev.sluice.grpc.v1.ListTlsFilesResponse;
import dev.sluice.grpc.v1.ListTokenCertificatesRequest;
import dev.sluice.grpc.v1.ListTokenCertificatesResponse;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.tls.DumpCertificate;
import dev.sluice.operation.tls.ShowCrtList;
import dev.sluice.operation.tls.ShowCrtLists;
import dev.sluice.operation.tls.ShowFlaggedCertificates;
import dev.sluice.operation.tls.ShowOcspResponses;
import dev.sluice.operation.tls.ShowSni;
import dev.sluice.operation.tls.ShowTicketKeys;
import dev.sluice.operation.tls.ShowTlsFile;
import dev.sluice.operation.tls.ShowTlsFiles;
import dev.sluice.operation.tls.SniRow;
import dev.sluice.operation.tls.TlsDetail;
import dev.sluice.operation.tls.TlsKind;
import dev.sluice.operation.tls.TlsListing;
import dev.sluice.state.tls.TicketStore;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.CrtListLine;
import io.grpc.stub.StreamObserver;

/** The service of certificates: what there is; {@link CertificateChanges} has the verbs. */
final class CertificatesRpc extends CertificateChanges {
    CertificatesRpc(Kit kit) {
        super(kit);
    }

    @Override
    public void listTlsFiles(ListTlsFilesRequest request, StreamObserver<ListTlsFilesResponse> to) {
        kit.calls()
                .list(
                        to,
                        request,
                        () -> kit.calls()
                                .submit(
                                        new ShowTlsFiles(CertificateMessages.kind(request.getKind())),
                                        Subject.field("kind"),
                                        Precondition.NONE,
                                        outcome -> CertificateMessages.files(Calls.value(outcome, TlsListing.class))));
    }

    @Override
    public void getTlsFile(GetTlsFileRequest request, StreamObserver<GetTlsFileResponse> to) {
        kit.calls().answer(to, () -> {
            TlsKind kind = CertificateMessages.kind(request.getKind());
            String shown = (request.getWaiting() ? "*" : "") + request.getFile();
            return kit.calls()
                    .submit(
                            new ShowTlsFile(kind, shown, ""),
                            CertificateMessages.file(request.getFile()),
                            Precondition.NONE,
                            outcome -> GetTlsFileResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setFile(CertificateMessages.file(kind, Calls.value(outcome, TlsDetail.class)))
                                    .build());
        });
    }

    @Override
    public void exportCertificate(ExportCertificateRequest request, StreamObserver<ExportCertificateResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> kit.calls()
                                .submit(
                                        new DumpCertificate(request.getFile()),
                                        CertificateMessages.file(request.getFile()),
                                        Precondition.NONE,
                                        outcome -> ExportCertificateResponse.newBuilder()
                                                .setRevision(kit.calls().revision())
                                                .setPem(Calls.value(outcome, String.class))
                                                .build()));
    }

    @Override
    public void listCertificateLists(
            ListCertificateListsRequest request, StreamObserver<ListCertificateListsResponse> to) {
        kit.calls().list(to, request, new ShowCrtLists(), String.class, CertificateMessages::list);
    }

    @Override
    public void listCertificateListEntries(
            ListCertificateListEntriesRequest request, StreamObserver<ListCertificateListEntriesResponse> to) {
        kit.calls()
                .list(
                        to,
                        request,
                        () -> kit.calls()
                                .each(
                                        new ShowCrtList(request.getList()),
                                        CertificateMessages.listed(request.getList()),
                                        CrtListLine.class,
                                        CertificateMessages::entry));
    }

    @Override
    public void listServerNames(ListServerNamesRequest request, StreamObserver<ListServerNamesResponse> to) {
        kit.calls()
                .list(
                        to,
                        request,
                        () -> kit.calls()
                                .each(
                                        new ShowSni(request.getFrontend(), request.getExpired(), 0),
                                        Subject.field("frontend"),
                                        SniRow.class,
                                        CertificateMessages::name));
    }

    @Override
    public void listTicketKeys(ListTicketKeysRequest request, StreamObserver<ListTicketKeysResponse> to) {
        kit.calls().list(to, request, new ShowTicketKeys(""), TicketStore.class, CertificateMessages::tickets);
    }

    @Override
    public void listTokenCertificates(
            ListTokenCertificatesRequest request, StreamObserver<ListTokenCertificatesResponse> to) {
        kit.calls().list(to, request, new ShowFlaggedCertificates(), String.class, CertificateMessages::token);
    }

    @Override
    public void listOcspResponses(ListOcspResponsesRequest request, StreamObserver<ListOcspResponsesResponse> to) {
        kit.calls()
                .list(
                        to,
                        request,
                        new ShowOcspResponses("", true),
                        CertificateFile.class,
                        CertificateMessages::statement);
    }
}
