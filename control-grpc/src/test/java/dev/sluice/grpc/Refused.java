package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A call that was refused, as its caller sees it. */
record Refused(Status status) {
    static Refused by(ThrowingCallable call) {
        StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(error).as("a refusal").isNotNull();
        Status status = StatusProto.fromThrowable(error);
        assertThat(status).isNotNull();
        return new Refused(status);
    }

    /** Code and reason are these; there is one ErrorInfo of the domain. */
    Refused with(io.grpc.Status.Code code, String reason) {
        assertThat(io.grpc.Status.fromCodeValue(status.getCode()).getCode())
                .as(status.toString())
                .isEqualTo(code);
        List<Any> infos = status.getDetailsList().stream()
                .filter(any -> any.is(ErrorInfo.class))
                .toList();
        assertThat(infos).hasSize(1);
        assertThat(detail(ErrorInfo.class).getReason()).isEqualTo(reason);
        assertThat(detail(ErrorInfo.class).getDomain()).isEqualTo("sluice.dev");
        return this;
    }

    /** The detail of a type. */
    <M extends Message> M detail(Class<M> type) {
        for (Any any : status.getDetailsList()) {
            if (any.is(type)) {
                try {
                    return any.unpack(type);
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + status);
    }
}
