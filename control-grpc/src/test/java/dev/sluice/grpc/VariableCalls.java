package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.v1.GetVariableRequest;
import dev.sluice.grpc.v1.ListVariablesRequest;
import dev.sluice.grpc.v1.SetVariableRequest;
import dev.sluice.grpc.v1.Variable;
import dev.sluice.grpc.v1.VariableServiceGrpc;
import dev.sluice.grpc.v1.VariableType;
import io.grpc.Channel;
import io.grpc.Status;

/** Calls the service of variables. */
final class VariableCalls {
    private final VariableServiceGrpc.VariableServiceBlockingStub service;

    VariableCalls(Channel channel) {
        this.service = VariableServiceGrpc.newBlockingStub(channel);
    }

    private static SetVariableRequest.Builder set(String name) {
        return SetVariableRequest.newBuilder().setName("variables/" + name);
    }

    void variables() {
        var number = service.setVariable(set("n").setExpression("int(5)").build());
        assertThat(number.getVariable().getType()).isEqualTo(VariableType.VARIABLE_TYPE_INTEGER);
        assertThat(number.getVariable().getValue().toStringUtf8()).isEqualTo("5");

        var text = service.setVariable(set("t").setFormat("a b").build());
        assertThat(text.getRevision()).isGreaterThan(number.getRevision());

        var dry = service.setVariable(
                set("n").setExpression("int(6)").setValidateOnly(true).build());
        assertThat(dry.getRevision()).isEqualTo(text.getRevision());
        var one = service.getVariable(
                GetVariableRequest.newBuilder().setName("variables/n").build());
        assertThat(one.getVariable()).isEqualTo(number.getVariable());

        var all = service.listVariables(
                ListVariablesRequest.newBuilder().setPageSize(1).build());
        assertThat(all.getVariablesList()).extracting(Variable::getName).containsExactly("variables/n");
        assertThat(all.getNextPageToken()).isNotEmpty();

        Refused unknown = Refused.by(
                () -> service.setVariable(set("n").setExpression("foo").build()));
        assertThat(unknown.with(Status.Code.INVALID_ARGUMENT, "BAD_ARGUMENT")).isNotNull();
        Refused empty = Refused.by(() -> service.setVariable(set("n").build()));
        assertThat(empty.with(Status.Code.INVALID_ARGUMENT, "MISSING_ARGUMENT")).isNotNull();
        GetVariableRequest nobody =
                GetVariableRequest.newBuilder().setName("variables/none").build();
        assertThat(Refused.by(() -> service.getVariable(nobody)).with(Status.Code.NOT_FOUND, "VARIABLE_NOT_FOUND"))
                .isNotNull();
    }
}
