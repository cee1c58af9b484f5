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
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
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
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The service of certificates: what there is; {@link CertificateChanges} has the verbs. */
final class CertificatesRpc extends CertificateChanges {
    CertificatesRpc(Kit kit) {
        super(kit);
    }

    private <T> CompletionStage<List<T>> rows(Operation operation, Subject subject, Function<Outcome, List<T>> each) {
        return kit.calls().submit(operation, subject, Precondition.NONE, each);
    }

    @Override
    public void listTlsFiles(ListTlsFilesRequest request, StreamObserver<ListTlsFilesResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> kit.calls()
                                .page(
                                        new Calls.Paging(request.getPageSize(), request.getPageToken()),
                                        request,
                                        () -> rows(
                                                new ShowTlsFiles(CertificateMessages.kind(request.getKind())),
                                                Subject.field("kind"),
                                                outcome -> CertificateMessages.files(
                                                        Calls.value(outcome, TlsListing.class))))
                                .thenApply(page -> ListTlsFilesResponse.newBuilder()
                                        .setRevision(page.revision())
                                        .addAllFiles(page.items())
                                        .setNextPageToken(page.nextToken())
                                        .build()));
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
        kit.calls()
                .answer(
                        to,
                        () -> kit.calls()
                                .page(
                                        new Calls.Paging(request.getPageSize(), request.getPageToken()),
                                        request,
                                        () -> rows(
                                                new ShowCrtLists(),
                                                Subject.field(""),
                                                outcome -> Calls.rows(outcome, String.class).stream()
                                                        .map(CertificateMessages::list)
                                                        .toList()))
                                .thenApply(page -> ListCertificateListsResponse.newBuilder()
                                        .setRevision(page.revision())
                                        .addAllLists(page.items())
                                        .setNextPageToken(page.nextToken())
                                        .build()));
    }

    @Override
    public void listCertificateListEntries(
            ListCertificateListEntriesRequest request, StreamObserver<ListCertificateListEntriesResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> kit.calls()
                                .page(
                                        new Calls.Paging(request.getPageSize(), request.getPageToken()),
                                        request,
                                        () -> rows(
                                                new ShowCrtList(request.getList()),
                                                CertificateMessages.listed(request.getList()),
                                                outcome -> Calls.rows(outcome, CrtListLine.class).stream()
                                                        .map(CertificateMessages::entry)
                                                        .toList()))
                                .thenApply(page -> ListCertificateListEntriesResponse.newBuilder()
                                        .setRevision(page.revision())
                                        .addAllEntries(page.items())
                                        .setNextPageToken(page.nextToken())
                                        .build()));
    }

    @Override
    public void listServerNames(ListServerNamesRequest request, StreamObserver<ListServerNamesResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> kit.calls()
                                .page(
                                        new Calls.Paging(request.getPageSize(), request.getPageToken()),
                                        request,
                                        () -> rows(
                                                new ShowSni(request.getFrontend(), request.getExpired(), 0),
                                                Subject.field("frontend"),
                                                outcome -> Calls.rows(outcome, SniRow.class).stream()
                                                        .map(CertificateMessages::name)
                                                        .toList()))
                                .thenApply(page -> ListServerNamesResponse.newBuilder()
                                        .setRevision(page.revision())
                                        .addAllServerNames(page.items())
                                        .setNextPageToken(page.nextToken())
                                        .build()));
    }

    @Override
    public void listTicketKeys(ListTicketKeysRequest request, StreamObserver<ListTicketKeysResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> kit.calls()
                                .page(
                                        new Calls.Paging(request.getPageSize(), request.getPageToken()),
                                        request,
                                        () -> rows(
                                                new ShowTicketKeys(""),
                                                Subject.field(""),
                                                outcome -> Calls.rows(outcome, TicketStore.class).stream()
                                                        .map(CertificateMessages::tickets)
                                                        .toList()))
                                .thenApply(page -> ListTicketKeysResponse.newBuilder()
                                        .setRevision(page.revision())
                                        .addAllTicketKeys(page.items())
                                        .setNextPageToken(page.nextToken())
                                        .build()));
    }

    @Override
    public void listTokenCertificates(
            ListTokenCertificatesRequest request, StreamObserver<ListTokenCertificatesResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> kit.calls()
                                .page(
                                        new Calls.Paging(request.getPageSize(), request.getPageToken()),
                                        request,
                                        () -> rows(
                                                new ShowFlaggedCertificates(),
                                                Subject.field(""),
                                                outcome -> Calls.rows(outcome, String.class).stream()
                                                        .map(CertificateMessages::token)
                                                        .toList()))
                                .thenApply(page -> ListTokenCertificatesResponse.newBuilder()
                                        .setRevision(page.revision())
                                        .addAllCertificates(page.items())
                                        .setNextPageToken(page.nextToken())
                                        .build()));
    }

    @Override
    public void listOcspResponses(ListOcspResponsesRequest request, StreamObserver<ListOcspResponsesResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> kit.calls()
                                .page(
                                        new Calls.Paging(request.getPageSize(), request.getPageToken()),
                                        request,
                                        () -> rows(
                                                new ShowOcspResponses("", true),
                                                Subject.field(""),
                                                outcome -> Calls.rows(outcome, CertificateFile.class).stream()
                                                        .map(CertificateMessages::statement)
                                                        .toList()))
                                .thenApply(page -> ListOcspResponsesResponse.newBuilder()
                                        .setRevision(page.revision())
                                        .addAllStatements(page.items())
                                        .setNextPageToken(page.nextToken())
                                        .build()));
    }
}
