package dev.sluice.grpc;

import dev.sluice.grpc.v1.Limits;
import dev.sluice.grpc.v1.UpdateLimitsRequest;
import dev.sluice.operation.Reason;
import dev.sluice.operation.process.RateLimit;
import dev.sluice.operation.process.UpdateLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a request to set limits. */
final class LimitsRequest {
    private static final List<String> SETTABLE = List.of(
            "max_connections", "connection_rate", "session_rate", "ssl_session_rate", "http_compression_bytes_rate");
    private static final int COMPRESSION_STEP = 1024;

    private LimitsRequest() {}

    static UpdateLimits read(UpdateLimitsRequest request) {
        Limits limits = request.getLimits();
        Set<String> chosen = Masks.read(request.getUpdateMask(), limits, SETTABLE);
        List<RateLimit> rates = new ArrayList<>();
        if (chosen.contains("connection_rate")) {
            rates.add(rate(RateLimit.Kind.CONNECTIONS, "connection_rate", limits.getConnectionRate()));
        }
        if (chosen.contains("session_rate")) {
            rates.add(rate(RateLimit.Kind.SESSIONS, "session_rate", limits.getSessionRate()));
        }
        if (chosen.contains("ssl_session_rate")) {
            rates.add(rate(RateLimit.Kind.SSL_SESSIONS, "ssl_session_rate", limits.getSslSessionRate()));
        }
        if (chosen.contains("http_compression_bytes_rate")) {
            rates.add(compression(limits.getHttpCompressionBytesRate()));
        }
        boolean maxconn = chosen.contains("max_connections");
        return new UpdateLimits(
                maxconn ? Numbers.limit("limits.max_connections", limits.getMaxConnections()) : null, rates);
    }

    private static RateLimit rate(RateLimit.Kind kind, String field, int value) {
        return new RateLimit(kind, Numbers.limit("limits." + field, value));
    }

    private static RateLimit compression(long bytes) {
        String field = "limits.http_compression_bytes_rate";
        int limit = Numbers.limit(field, bytes);
        if (limit % COMPRESSION_STEP != 0) {
            throw Errors.of(
                    Reason.BAD_ARGUMENT,
                    field + ": " + limit + " (expected: a multiple of 1024)",
                    Subject.field(field));
        }
        return new RateLimit(RateLimit.Kind.COMPRESSION, limit);
    }
}
