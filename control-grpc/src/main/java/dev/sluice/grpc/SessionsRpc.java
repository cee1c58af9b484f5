package dev.sluice.grpc;

import com.google.protobuf.Duration;
import dev.sluice.grpc.v1.GetSessionRequest;
import dev.sluice.grpc.v1.GetSessionResponse;
import dev.sluice.grpc.v1.ListSessionsRequest;
import dev.sluice.grpc.v1.ListSessionsResponse;
import dev.sluice.grpc.v1.Session;
import dev.sluice.grpc.v1.SessionServiceGrpc;
import dev.sluice.grpc.v1.ShutdownServerSessionsRequest;
import dev.sluice.grpc.v1.ShutdownServerSessionsResponse;
import dev.sluice.grpc.v1.ShutdownSessionRequest;
import dev.sluice.grpc.v1.ShutdownSessionResponse;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SessionsCut;
import dev.sluice.operation.server.ShutdownServerSessions;
import dev.sluice.operation.session.Criterion;
import dev.sluice.operation.session.ShowSessions;
import dev.sluice.operation.session.ShutdownSession;
import dev.sluice.state.StreamInfo;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The service of sessions. */
final class SessionsRpc extends SessionServiceGrpc.SessionServiceImplBase {
    private final Kit kit;
    private final SessionMessages messages;

    SessionsRpc(Kit kit, SessionMessages messages) {
        this.kit = kit;
        this.messages = messages;
    }

    @Override
    public void getSession(GetSessionRequest request, StreamObserver<GetSessionResponse> to) {
        kit.calls().answer(to, () -> {
            long id = Names.session("name", request.getName());
            Subject subject = new Subject(Kit.SESSION, request.getName(), "name");
            long revision = kit.calls().revision();
            return kit.calls()
                    .submit(
                            new ShowSessions(List.of(Checked.of(new Criterion.WithId(id)))),
                            subject,
                            Precondition.NONE,
                            outcome -> Calls.rows(outcome, StreamInfo.class).stream()
                                    .findFirst()
                                    .orElseThrow(
                                            () -> Errors.of(Reason.SESSION_NOT_FOUND, "Session not found.", subject)))
                    .thenApply(stream -> GetSessionResponse.newBuilder()
                            .setRevision(revision)
                            .setSession(messages.of(stream))
                            .build());
        });
    }

    @Override
    public void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> to) {
        kit.calls().list(to, request, () -> all(request));
    }

    private CompletionStage<List<Session>> all(ListSessionsRequest request) {
        List<Checked<Criterion>> criteria = new ArrayList<>();
        Subject subject = Subject.field("");
        if (!request.getServer().isEmpty()) {
            criteria.add(Checked.of(new Criterion.OnServer(Names.server("server", request.getServer()))));
            subject = new Subject(Kit.SERVER, request.getServer(), "server");
        }
        if (!request.getBackend().isEmpty()) {
            criteria.add(Checked.of(new Criterion.OnBackend(Names.backend("backend", request.getBackend()))));
            subject = new Subject(Kit.BACKEND, request.getBackend(), "backend");
        }
        if (!request.getFrontend().isEmpty()) {
            criteria.add(Checked.of(new Criterion.OnFrontend(Names.frontend("frontend", request.getFrontend()))));
            subject = new Subject(Kit.FRONTEND, request.getFrontend(), "frontend");
        }
        if (request.hasMinAge()) {
            criteria.add(Checked.of(new Criterion.OlderThan(millis(request.getMinAge()))));
        }
        return kit.calls().each(new ShowSessions(criteria), subject, StreamInfo.class, messages::of);
    }

    private static long millis(Duration age) {
        long millis = Times.millis(age);
        if (millis < 0) {
            throw Errors.of(
                    Reason.VALUE_OUT_OF_RANGE,
                    "min_age: " + millis + " ms (expected: 0 or more)",
                    Subject.field("min_age"));
        }
        return millis;
    }

    @Override
    public void shutdownSession(ShutdownSessionRequest request, StreamObserver<ShutdownSessionResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            long id = Names.session("name", request.getName());
            return kit.calls()
                    .submit(
                            new ShutdownSession(Checked.of(id)),
                            new Subject(Kit.SESSION, request.getName(), "name"),
                            Precondition.NONE,
                            done -> ShutdownSessionResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .build());
        });
    }

    @Override
    public void shutdownServerSessions(
            ShutdownServerSessionsRequest request, StreamObserver<ShutdownServerSessionsResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            ServerRef server = Names.server("server", request.getServer());
            return kit.calls()
                    .submit(
                            new ShutdownServerSessions(server),
                            new Subject(Kit.SERVER, request.getServer(), "server"),
                            kit.etags().server(server, ""),
                            done -> ShutdownServerSessionsResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setSessions(
                                            Calls.value(done, SessionsCut.class).count())
                                    .build());
        });
    }
}
