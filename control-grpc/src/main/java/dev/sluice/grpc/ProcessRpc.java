package dev.sluice.grpc;

import dev.sluice.config.Level;
import dev.sluice.grpc.v1.AccessLevel;
import dev.sluice.grpc.v1.AdminSocket;
import dev.sluice.grpc.v1.EnvironmentVariable;
import dev.sluice.grpc.v1.GetCallerRequest;
import dev.sluice.grpc.v1.GetCallerResponse;
import dev.sluice.grpc.v1.GetEnvironmentVariableRequest;
import dev.sluice.grpc.v1.GetEnvironmentVariableResponse;
import dev.sluice.grpc.v1.GetLimitsRequest;
import dev.sluice.grpc.v1.GetLimitsResponse;
import dev.sluice.grpc.v1.GetProcessRequest;
import dev.sluice.grpc.v1.GetProcessResponse;
import dev.sluice.grpc.v1.GetVersionRequest;
import dev.sluice.grpc.v1.GetVersionResponse;
import dev.sluice.grpc.v1.ListAdminSocketsRequest;
import dev.sluice.grpc.v1.ListAdminSocketsResponse;
import dev.sluice.grpc.v1.ListEnvironmentVariablesRequest;
import dev.sluice.grpc.v1.ListEnvironmentVariablesResponse;
import dev.sluice.grpc.v1.ProcessServiceGrpc;
import dev.sluice.grpc.v1.UpdateLimitsRequest;
import dev.sluice.grpc.v1.UpdateLimitsResponse;
import dev.sluice.grpc.v1.WaitRequest;
import dev.sluice.grpc.v1.WaitResponse;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import dev.sluice.operation.process.ShowAdminSockets;
import dev.sluice.operation.process.ShowEnvironment;
import dev.sluice.operation.process.ShowInfo;
import dev.sluice.operation.process.ShowVersion;
import dev.sluice.operation.process.Variable;
import dev.sluice.operation.text.ShowLevel;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The service of the process as a whole. */
final class ProcessRpc extends ProcessServiceGrpc.ProcessServiceImplBase {
    private final Kit kit;
    private final ProcessMessages messages;

    ProcessRpc(Kit kit, ProcessMessages messages) {
        this.kit = kit;
        this.messages = messages;
    }

    private <R> CompletionStage<R> look(Operation operation, Function<Outcome, R> answer) {
        return kit.calls().submit(operation, Subject.field(""), Precondition.NONE, answer);
    }

    @Override
    public void getProcess(GetProcessRequest request, StreamObserver<GetProcessResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> look(
                                new ShowInfo(),
                                outcome -> GetProcessResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setProcess(messages.process(kit.state()))
                                        .build()));
    }

    @Override
    public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> look(
                                new ShowVersion(),
                                outcome -> GetVersionResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setVersion(
                                                kit.state().process().identity().version())
                                        .build()));
    }

    @Override
    public void getEnvironmentVariable(
            GetEnvironmentVariableRequest request, StreamObserver<GetEnvironmentVariableResponse> to) {
        kit.calls().answer(to, () -> {
            if (request.getName().isEmpty()) {
                throw Errors.of(
                        Reason.MISSING_ARGUMENT, "name: missing (expected: a variable's name)", Subject.field("name"));
            }
            return kit.calls()
                    .submit(
                            new ShowEnvironment(request.getName()),
                            new Subject(Kit.VARIABLE, request.getName(), "name"),
                            Precondition.NONE,
                            outcome -> GetEnvironmentVariableResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setEnvironmentVariable(variables(outcome).get(0))
                                    .build());
        });
    }

    @Override
    public void listEnvironmentVariables(
            ListEnvironmentVariablesRequest request, StreamObserver<ListEnvironmentVariablesResponse> to) {
        kit.calls().list(to, request, () -> look(new ShowEnvironment(""), ProcessRpc::variables));
    }

    private static List<EnvironmentVariable> variables(Outcome outcome) {
        return Calls.rows(outcome, Variable.class).stream()
                .sorted(Comparator.comparing(Variable::name))
                .map(variable -> EnvironmentVariable.newBuilder()
                        .setName(variable.name())
                        .setValue(variable.value())
                        .build())
                .toList();
    }

    @Override
    public void listAdminSockets(ListAdminSocketsRequest request, StreamObserver<ListAdminSocketsResponse> to) {
        kit.calls().list(to, request, () -> look(new ShowAdminSockets(), ProcessRpc::sockets));
    }

    private static List<AdminSocket> sockets(Outcome outcome) {
        return Calls.rows(outcome, dev.sluice.operation.AdminSocket.class).stream()
                .map(socket -> AdminSocket.newBuilder()
                        .setAddress(socket.address())
                        .setLevel(of(socket.level()))
                        .build())
                .toList();
    }

    @Override
    public void getCaller(GetCallerRequest request, StreamObserver<GetCallerResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> look(
                                new ShowLevel(),
                                outcome -> GetCallerResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setLevel(of(Calls.caller().level()))
                                        .setIdentity(Calls.caller().identity())
                                        .build()));
    }

    private static AccessLevel of(Level level) {
        return switch (level) {
            case USER -> AccessLevel.ACCESS_LEVEL_USER;
            case OPERATOR -> AccessLevel.ACCESS_LEVEL_OPERATOR;
            case ADMIN -> AccessLevel.ACCESS_LEVEL_ADMIN;
        };
    }

    @Override
    public void getLimits(GetLimitsRequest request, StreamObserver<GetLimitsResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> look(
                                new ShowInfo(),
                                outcome -> GetLimitsResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setLimits(ProcessMessages.limits(
                                                kit.state().process()))
                                        .build()));
    }

    @Override
    public void updateLimits(UpdateLimitsRequest request, StreamObserver<UpdateLimitsResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> kit.calls()
                                .submit(
                                        LimitsRequest.read(request),
                                        new Subject("", "limits", "limits.max_connections"),
                                        Precondition.NONE,
                                        done -> UpdateLimitsResponse.newBuilder()
                                                .setRevision(kit.calls().revision())
                                                .setLimits(ProcessMessages.limits(
                                                        kit.state().process()))
                                                .build()));
    }

    @Override
    public void wait(WaitRequest request, StreamObserver<WaitResponse> to) {
        kit.calls().answer(to, () -> {
            WaitCall call = WaitCall.read(request, kit);
            return kit.calls()
                    .submit(
                            call.operation(),
                            call.subject(),
                            Precondition.NONE,
                            done -> WaitResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .build());
        });
    }
}
