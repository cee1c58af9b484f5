package dev.sluice.grpc;

import dev.sluice.operation.Reason;
import io.grpc.Status;

/** Which status code stands for a reason; what a caller may do about it depends on nothing else. */
final class Codes {
    private Codes() {}

    /** The code. UNAVAILABLE alone asks for a repetition; ABORTED for reading again first. */
    static Status.Code of(Reason reason) {
        return switch (reason) {
            case LEVEL_TOO_LOW -> Status.Code.PERMISSION_DENIED;
            case BACKEND_NOT_FOUND,
                    FRONTEND_NOT_FOUND,
                    SERVER_NOT_FOUND,
                    PROXY_NOT_FOUND,
                    SESSION_NOT_FOUND,
                    DEFAULTS_NOT_FOUND,
                    RESOLVERS_NOT_FOUND,
                    LISTENER_NOT_FOUND,
                    VARIABLE_NOT_FOUND,
                    TABLE_NOT_FOUND,
                    ENTRY_NOT_FOUND,
                    PATTERN_NOT_FOUND,
                    PEERS_NOT_FOUND,
                    CERTIFICATE_NOT_FOUND,
                    DRAIN_NOT_FOUND -> Status.Code.NOT_FOUND;
            case MISSING_ARGUMENT,
                    BAD_ARGUMENT,
                    WEIGHT_OUT_OF_RANGE,
                    VERSION_OUT_OF_RANGE,
                    VALUE_OUT_OF_RANGE,
                    REQUEST_ID_REUSED -> Status.Code.INVALID_ARGUMENT;
            case NAME_TAKEN -> Status.Code.ALREADY_EXISTS;
            case FRONTEND_ALREADY_DISABLED,
                    LAST_SERVER,
                    SERVER_IN_MAINTENANCE,
                    FRONTEND_ALREADY_ENABLED,
                    FRONTEND_SHUT_DOWN,
                    PROXY_DISABLED,
                    CHECK_NOT_CONFIGURED,
                    AGENT_NOT_CONFIGURED,
                    TRACKING_SERVER,
                    SERVER_REFERENCED,
                    FRONTEND_REFERENCED,
                    FRONTEND_OPEN,
                    ENCRYPTION_NOT_CONFIGURED,
                    SERVER_IN_SERVICE,
                    SERVER_BUSY,
                    BACKEND_REFERENCED,
                    BACKEND_PUBLISHED,
                    BACKEND_NOT_EMPTY,
                    BACKEND_BUSY,
                    RESOLUTION_NOT_CONFIGURED,
                    STATIC_ALGORITHM,
                    CONFIGURATION_INVALID,
                    BIND_FAILED,
                    ENTRY_IN_USE,
                    CERTIFICATE_IN_USE,
                    TRANSACTION_NOT_FOUND,
                    OTHER_TRANSACTION,
                    WAIT_FAILED -> Status.Code.FAILED_PRECONDITION;
            case ETAG_MISMATCH, RELOAD_IN_PROGRESS -> Status.Code.ABORTED;
            case PAGE_TOKEN_EXPIRED, REVISION_COMPACTED -> Status.Code.OUT_OF_RANGE;
            case WAIT_EXPIRED -> Status.Code.DEADLINE_EXCEEDED;
            case WAIT_INTERRUPTED, CANCELLED -> Status.Code.CANCELLED;
            case QUEUE_FULL, TABLE_FULL, WATCH_LIMIT, WATCH_TOO_SLOW -> Status.Code.RESOURCE_EXHAUSTED;
            case STOPPING -> Status.Code.UNAVAILABLE;
            case NOT_SUPPORTED -> Status.Code.UNIMPLEMENTED;
            case INTERNAL -> Status.Code.INTERNAL;
        };
    }
}
