package dev.sluice.grpc;

import com.google.protobuf.ByteString;
import dev.sluice.grpc.v1.GetVariableRequest;
import dev.sluice.grpc.v1.GetVariableResponse;
import dev.sluice.grpc.v1.ListVariablesRequest;
import dev.sluice.grpc.v1.ListVariablesResponse;
import dev.sluice.grpc.v1.SetVariableRequest;
import dev.sluice.grpc.v1.SetVariableResponse;
import dev.sluice.grpc.v1.Variable;
import dev.sluice.grpc.v1.VariableServiceGrpc;
import dev.sluice.grpc.v1.VariableType;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import dev.sluice.operation.variable.GetVariable;
import dev.sluice.operation.variable.ListVariables;
import dev.sluice.operation.variable.SetVariable;
import dev.sluice.state.ProcessVariable;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;

/** The service of the process's variables. */
final class VariablesRpc extends VariableServiceGrpc.VariableServiceImplBase {
    private static final String SCOPE = "proc.";

    private final Kit kit;

    VariablesRpc(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void getVariable(GetVariableRequest request, StreamObserver<GetVariableResponse> to) {
        kit.calls().answer(to, () -> {
            String name = SCOPE + Names.variable("name", request.getName());
            return kit.calls()
                    .submit(
                            new GetVariable(name),
                            subject(request.getName()),
                            Precondition.NONE,
                            outcome -> GetVariableResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setVariable(of(Calls.value(outcome, ProcessVariable.class)))
                                    .build());
        });
    }

    private static Subject subject(String name) {
        return new Subject(Kit.PROCESS_VARIABLE, name, "name");
    }

    @Override
    public void listVariables(ListVariablesRequest request, StreamObserver<ListVariablesResponse> to) {
        kit.calls().list(to, request, new ListVariables(), ProcessVariable.class, VariablesRpc::of);
    }

    @Override
    public void setVariable(SetVariableRequest request, StreamObserver<SetVariableResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.variable("name", request.getName());
            boolean format = request.getSourceCase() == SetVariableRequest.SourceCase.FORMAT;
            String text = format ? request.getFormat() : request.getExpression();
            if (text.isEmpty() && !format) {
                throw Errors.of(
                        Reason.MISSING_ARGUMENT, "an expression or a format is needed", Subject.field("expression"));
            }
            return kit.calls()
                    .submit(
                            new SetVariable(SCOPE + name, text, format),
                            subject(request.getName()),
                            Precondition.NONE,
                            done -> answer(kit.calls().revision(), done));
        });
    }

    private static SetVariableResponse answer(long revision, Outcome outcome) {
        SetVariableResponse.Builder response = SetVariableResponse.newBuilder().setRevision(revision);
        if (outcome instanceof Outcome.Done done && done.value() instanceof ProcessVariable variable) {
            response.setVariable(of(variable));
        }
        return response.build();
    }

    private static Variable of(ProcessVariable variable) {
        return Variable.newBuilder()
                .setName("variables/" + variable.name().substring(SCOPE.length()))
                .setType(type(variable.type()))
                .setValue(ByteString.copyFrom(variable.value(), StandardCharsets.ISO_8859_1))
                .build();
    }

    private static VariableType type(String word) {
        return switch (word) {
            case "bool" -> VariableType.VARIABLE_TYPE_BOOL;
            case "sint" -> VariableType.VARIABLE_TYPE_INTEGER;
            case "ipv4" -> VariableType.VARIABLE_TYPE_IPV4;
            case "ipv6" -> VariableType.VARIABLE_TYPE_IPV6;
            case "str" -> VariableType.VARIABLE_TYPE_STRING;
            case "bin" -> VariableType.VARIABLE_TYPE_BINARY;
            case "meth" -> VariableType.VARIABLE_TYPE_METHOD;
            default -> VariableType.VARIABLE_TYPE_UNSPECIFIED;
        };
    }
}
