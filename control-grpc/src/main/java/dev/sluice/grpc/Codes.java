package dev.sluice.grpc;

import dev.sluice.operation.Reason;
import io.grpc.Status;
import java.util.EnumMap;
import java.util.Map;

/** Which status code stands for a reason; what a caller may do about it depends on nothing else. */
final class Codes {
    private static final Map<Reason, Status.Code> BY_REASON = new EnumMap<>(Reason.class);

    static {
        put(Status.Code.PERMISSION_DENIED, Reason.LEVEL_TOO_LOW);
        put(
                Status.Code.NOT_FOUND,
                Reason.BACKEND_NOT_FOUND,
                Reason.FRONTEND_NOT_FOUND,
                Reason.SERVER_NOT_FOUND,
                Reason.PROXY_NOT_FOUND,
                Reason.SESSION_NOT_FOUND,
                Reason.DEFAULTS_NOT_FOUND,
                Reason.RESOLVERS_NOT_FOUND,
                Reason.LISTENER_NOT_FOUND,
                Reason.VARIABLE_NOT_FOUND,
                Reason.TABLE_NOT_FOUND,
                Reason.CACHE_NOT_FOUND,
                Reason.ENTRY_NOT_FOUND,
                Reason.PATTERN_NOT_FOUND,
                Reason.PEERS_NOT_FOUND,
                Reason.CERTIFICATE_NOT_FOUND,
                Reason.DRAIN_NOT_FOUND);
        put(
                Status.Code.INVALID_ARGUMENT,
                Reason.MISSING_ARGUMENT,
                Reason.BAD_ARGUMENT,
                Reason.WEIGHT_OUT_OF_RANGE,
                Reason.VERSION_OUT_OF_RANGE,
                Reason.VALUE_OUT_OF_RANGE,
                Reason.REQUEST_ID_REUSED);
        put(Status.Code.ALREADY_EXISTS, Reason.NAME_TAKEN);
        put(
                Status.Code.FAILED_PRECONDITION,
                Reason.FRONTEND_ALREADY_DISABLED,
                Reason.LAST_SERVER,
                Reason.SERVER_IN_MAINTENANCE,
                Reason.FRONTEND_ALREADY_ENABLED,
                Reason.FRONTEND_SHUT_DOWN,
                Reason.PROXY_DISABLED,
                Reason.CHECK_NOT_CONFIGURED,
                Reason.AGENT_NOT_CONFIGURED,
                Reason.TRACKING_SERVER,
                Reason.SERVER_REFERENCED,
                Reason.FRONTEND_REFERENCED,
                Reason.FRONTEND_OPEN,
                Reason.ENCRYPTION_NOT_CONFIGURED,
                Reason.SERVER_IN_SERVICE,
                Reason.SERVER_BUSY,
                Reason.BACKEND_REFERENCED,
                Reason.BACKEND_PUBLISHED,
                Reason.BACKEND_NOT_EMPTY,
                Reason.BACKEND_BUSY,
                Reason.RESOLUTION_NOT_CONFIGURED,
                Reason.STATIC_ALGORITHM,
                Reason.CONFIGURATION_INVALID,
                Reason.BIND_FAILED,
                Reason.ENTRY_IN_USE,
                Reason.CERTIFICATE_IN_USE,
                Reason.TRANSACTION_NOT_FOUND,
                Reason.OTHER_TRANSACTION,
                Reason.WAIT_FAILED);
        put(Status.Code.ABORTED, Reason.ETAG_MISMATCH, Reason.RELOAD_IN_PROGRESS);
        put(Status.Code.OUT_OF_RANGE, Reason.PAGE_TOKEN_EXPIRED, Reason.REVISION_COMPACTED);
        put(Status.Code.DEADLINE_EXCEEDED, Reason.WAIT_EXPIRED);
        put(Status.Code.CANCELLED, Reason.WAIT_INTERRUPTED, Reason.CANCELLED);
        put(
                Status.Code.RESOURCE_EXHAUSTED,
                Reason.QUEUE_FULL,
                Reason.TABLE_FULL,
                Reason.WATCH_LIMIT,
                Reason.WATCH_TOO_SLOW);
        put(Status.Code.UNAVAILABLE, Reason.STOPPING);
        put(Status.Code.UNIMPLEMENTED, Reason.NOT_SUPPORTED);
        put(Status.Code.INTERNAL, Reason.INTERNAL);
        for (Reason reason : Reason.values()) {
            if (!BY_REASON.containsKey(reason)) {
                throw new IllegalStateException("no code for " + reason);
            }
        }
    }

    private Codes() {}

    private static void put(Status.Code code, Reason... reasons) {
        for (Reason reason : reasons) {
            BY_REASON.put(reason, code);
        }
    }

    /** The code. UNAVAILABLE alone asks for a repetition; ABORTED for reading again first. */
    static Status.Code of(Reason reason) {
        return BY_REASON.getOrDefault(reason, Status.Code.INTERNAL);
    }
}
