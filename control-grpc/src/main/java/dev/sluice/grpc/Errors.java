package dev.sluice.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes errors: a status with exactly one {@link ErrorInfo}, and what else helps a program to understand it. */
final class Errors {
    /** The domain of all reasons. */
    static final String DOMAIN = "sluice.dev";

    /** Long enough for a successor to have taken over the address. */
    private static final int RETRY_SECONDS = 1;

    private Errors() {}

    /** A refused operation. */
    static StatusRuntimeException of(Outcome.Refused refused, Subject subject, String operation) {
        return of(refused.reason(), refused.text(), subject, operation, Details.of(refused.detail()));
    }

    /** A request that is refused before it becomes an operation. */
    static StatusRuntimeException of(Reason reason, String text, Subject subject) {
        return of(reason, text, subject, "", null);
    }

    private static StatusRuntimeException of(
            Reason reason, String text, Subject subject, String operation, @Nullable Message detail) {
        io.grpc.Status.Code code = Codes.of(reason);
        Status.Builder status = Status.newBuilder().setCode(code.value()).setMessage(text);
        details(code, reason, text, subject, operation).forEach(each -> status.addDetails(Any.pack(each)));
        if (detail != null) {
            status.addDetails(Any.pack(detail));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static List<Message> details(
            io.grpc.Status.Code code, Reason reason, String text, Subject subject, String operation) {
        List<Message> details = new ArrayList<>();
        details.add(info(reason, subject, operation));
        switch (code) {
            case NOT_FOUND ->
                details.add(ResourceInfo.newBuilder()
                        .setResourceType(subject.type())
                        .setResourceName(subject.name())
                        .setDescription(text)
                        .build());
            case INVALID_ARGUMENT ->
                details.add(BadRequest.newBuilder()
                        .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                                .setField(subject.field())
                                .setDescription(text)
                                .setReason(reason.name()))
                        .build());
            case FAILED_PRECONDITION ->
                details.add(PreconditionFailure.newBuilder()
                        .addViolations(PreconditionFailure.Violation.newBuilder()
                                .setType(reason.name())
                                .setSubject(subject.name())
                                .setDescription(text))
                        .build());
            case UNAVAILABLE ->
                details.add(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(RETRY_SECONDS))
                        .build());
            default -> {
                // The reason says all.
            }
        }
        return details;
    }

    private static ErrorInfo info(Reason reason, Subject subject, String operation) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder().setReason(reason.name()).setDomain(DOMAIN);
        if (!operation.isEmpty()) {
            info.putMetadata("operation", operation);
        }
        if (!subject.name().isEmpty()) {
            info.putMetadata("resource", subject.name());
        }
        return info.build();
    }
}
