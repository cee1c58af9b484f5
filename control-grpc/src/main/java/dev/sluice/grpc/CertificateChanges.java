package dev.sluice.grpc;

import dev.sluice.grpc.v1.AbortTlsFileRequest;
import dev.sluice.grpc.v1.AbortTlsFileResponse;
import dev.sluice.grpc.v1.CertificateServiceGrpc;
import dev.sluice.grpc.v1.CommitTlsFileRequest;
import dev.sluice.grpc.v1.CommitTlsFileResponse;
import dev.sluice.grpc.v1.CreateCertificateListEntryRequest;
import dev.sluice.grpc.v1.CreateCertificateListEntryResponse;
import dev.sluice.grpc.v1.CreateTlsFileRequest;
import dev.sluice.grpc.v1.CreateTlsFileResponse;
import dev.sluice.grpc.v1.DeleteCertificateListEntryRequest;
import dev.sluice.grpc.v1.DeleteCertificateListEntryResponse;
import dev.sluice.grpc.v1.DeleteTlsFileRequest;
import dev.sluice.grpc.v1.DeleteTlsFileResponse;
import dev.sluice.grpc.v1.RotateTicketKeyRequest;
import dev.sluice.grpc.v1.RotateTicketKeyResponse;
import dev.sluice.grpc.v1.SetOcspResponseRequest;
import dev.sluice.grpc.v1.SetOcspResponseResponse;
import dev.sluice.grpc.v1.SetTokenCertificateRequest;
import dev.sluice.grpc.v1.SetTokenCertificateResponse;
import dev.sluice.grpc.v1.StageTlsFileRequest;
import dev.sluice.grpc.v1.StageTlsFileResponse;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.tls.AbortTlsFile;
import dev.sluice.operation.tls.AddCrtListLine;
import dev.sluice.operation.tls.CommitTlsFile;
import dev.sluice.operation.tls.DeleteCrtListLine;
import dev.sluice.operation.tls.DeleteTlsFile;
import dev.sluice.operation.tls.FlagCertificate;
import dev.sluice.operation.tls.NewTlsFile;
import dev.sluice.operation.tls.SetOcspResponse;
import dev.sluice.operation.tls.SetTicketKey;
import dev.sluice.operation.tls.SetTlsFile;
import dev.sluice.operation.tls.TlsCommitted;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionStage;

/** Changes certificates and what belongs to encryption. */
class CertificateChanges extends CertificateServiceGrpc.CertificateServiceImplBase {
    final Kit kit;

    CertificateChanges(Kit kit) {
        this.kit = kit;
    }

    /** Runs a change whose answer is the revision. */
    private CompletionStage<Long> changed(Operation operation, Subject subject) {
        return kit.calls()
                .submit(
                        operation,
                        subject,
                        Precondition.NONE,
                        outcome -> kit.calls().revision());
    }

    @Override
    public void createTlsFile(CreateTlsFileRequest request, StreamObserver<CreateTlsFileResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> changed(
                                        new NewTlsFile(CertificateMessages.kind(request.getKind()), request.getFile()),
                                        CertificateMessages.file(request.getFile()))
                                .thenApply(revision -> CreateTlsFileResponse.newBuilder()
                                        .setRevision(revision)
                                        .build()));
    }

    @Override
    public void stageTlsFile(StageTlsFileRequest request, StreamObserver<StageTlsFileResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> changed(
                                        new SetTlsFile(
                                                CertificateMessages.kind(request.getKind()),
                                                request.getFile(),
                                                request.getPem(),
                                                request.getAdds()),
                                        CertificateMessages.file(request.getFile()))
                                .thenApply(revision -> StageTlsFileResponse.newBuilder()
                                        .setRevision(revision)
                                        .build()));
    }

    @Override
    public void commitTlsFile(CommitTlsFileRequest request, StreamObserver<CommitTlsFileResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> kit.calls()
                                .submit(
                                        new CommitTlsFile(
                                                CertificateMessages.kind(request.getKind()), request.getFile()),
                                        CertificateMessages.file(request.getFile()),
                                        Precondition.NONE,
                                        outcome -> CommitTlsFileResponse.newBuilder()
                                                .setRevision(kit.calls().revision())
                                                .setInstances(Calls.value(outcome, TlsCommitted.class)
                                                        .instances())
                                                .build()));
    }

    @Override
    public void abortTlsFile(AbortTlsFileRequest request, StreamObserver<AbortTlsFileResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> changed(
                                        new AbortTlsFile(
                                                CertificateMessages.kind(request.getKind()), request.getFile()),
                                        CertificateMessages.file(request.getFile()))
                                .thenApply(revision -> AbortTlsFileResponse.newBuilder()
                                        .setRevision(revision)
                                        .build()));
    }

    @Override
    public void deleteTlsFile(DeleteTlsFileRequest request, StreamObserver<DeleteTlsFileResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> changed(
                                        new DeleteTlsFile(
                                                CertificateMessages.kind(request.getKind()), request.getFile()),
                                        CertificateMessages.file(request.getFile()))
                                .thenApply(revision -> DeleteTlsFileResponse.newBuilder()
                                        .setRevision(revision)
                                        .build()));
    }

    @Override
    public void createCertificateListEntry(
            CreateCertificateListEntryRequest request, StreamObserver<CreateCertificateListEntryResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> kit.calls()
                                .submit(
                                        new AddCrtListLine(request.getList(), request.getLine()),
                                        CertificateMessages.listed(request.getList()),
                                        Precondition.NONE,
                                        outcome -> CreateCertificateListEntryResponse.newBuilder()
                                                .setRevision(kit.calls().revision())
                                                .setInstances(Calls.value(outcome, TlsCommitted.class)
                                                        .instances())
                                                .build()));
    }

    @Override
    public void deleteCertificateListEntry(
            DeleteCertificateListEntryRequest request, StreamObserver<DeleteCertificateListEntryResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> changed(
                                        new DeleteCrtListLine(request.getList(), CertificateMessages.lineOf(request)),
                                        CertificateMessages.listed(request.getList()))
                                .thenApply(revision -> DeleteCertificateListEntryResponse.newBuilder()
                                        .setRevision(revision)
                                        .build()));
    }

    @Override
    public void rotateTicketKey(RotateTicketKeyRequest request, StreamObserver<RotateTicketKeyResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> changed(
                                        new SetTicketKey(
                                                request.getFile(), CertificateMessages.base64(request.getKey())),
                                        CertificateMessages.file(request.getFile()))
                                .thenApply(revision -> RotateTicketKeyResponse.newBuilder()
                                        .setRevision(revision)
                                        .build()));
    }

    @Override
    public void setTokenCertificate(
            SetTokenCertificateRequest request, StreamObserver<SetTokenCertificateResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> changed(
                                        new FlagCertificate(request.getFile(), request.getAllowed()),
                                        CertificateMessages.file(request.getFile()))
                                .thenApply(revision -> SetTokenCertificateResponse.newBuilder()
                                        .setRevision(revision)
                                        .build()));
    }

    @Override
    public void setOcspResponse(SetOcspResponseRequest request, StreamObserver<SetOcspResponseResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> changed(
                                        new SetOcspResponse(CertificateMessages.base64(request.getResponse())),
                                        Subject.field("response"))
                                .thenApply(revision -> SetOcspResponseResponse.newBuilder()
                                        .setRevision(revision)
                                        .build()));
    }
}
