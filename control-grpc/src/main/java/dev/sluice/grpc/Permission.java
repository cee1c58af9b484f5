package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Door;
import dev.sluice.operation.Outcome;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks whether the caller may do this at all before anyone looks at the request, so that a refusal tells nothing of its arguments. */
final class Permission implements ServerInterceptor {
    private final Door door;
    private final Map<String, Declared<?>> byMethod;

    /** By full names of methods; what is not among them, such as health and reflection, anyone may call. */
    Permission(Door door, Map<String, Declared<?>> byMethod) {
        this.door = door;
        this.byMethod = Map.copyOf(byMethod);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        @Nullable Declared<?> declared = byMethod.get(call.getMethodDescriptor().getFullMethodName());
        Optional<Outcome> denied = declared == null ? Optional.empty() : door.permits(declared, Identity.CALLER.get());
        if (declared != null && denied.isPresent()) {
            StatusRuntimeException error = denied.get()
                    .match(
                            Permission::unexpected,
                            Permission::unexpected,
                            refused -> Errors.of(refused, Subject.field(""), declared.name()));
            call.close(Status.fromThrowable(error), error.getTrailers() == null ? new Metadata() : error.getTrailers());
            return new ServerCall.Listener<>() {};
        }
        if (call.getMethodDescriptor().getResponseMarshaller() instanceof PrototypeMarshaller<?> marshaller
                && marshaller.getMessagePrototype() instanceof Message response) {
            return Contexts.interceptCall(
                    Context.current().withValue(Requests.RESPONSE, response), call, headers, next);
        }
        return next.startCall(call, headers);
    }

    private static StatusRuntimeException unexpected(Object outcome) {
        throw new IllegalStateException("neither allowed nor refused: " + outcome);
    }
}
