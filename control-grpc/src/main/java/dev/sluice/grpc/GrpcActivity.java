package dev.sluice.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the typed API has done since the start of the process, on all its addresses together. Any thread may read. */
public final class GrpcActivity {
    /** Of each method that was called, how often it ended with each code. */
    private final Map<String, AtomicLongArray> ended = new ConcurrentHashMap<>();

    private final AtomicInteger watches = new AtomicInteger();

    /**
     * How often a method ended with a code.
     *
     * @param service its service, by full name
     * @param method its name
     * @param code as gRPC's own metrics spell it, such as {@code OK} or {@code NOT_FOUND}
     * @param times how often
     */
    public record Handled(String service, String method, String code, long times) {}

    /** Calls that have ended, in order of methods; what has never come is left out. */
    public List<Handled> handled() {
        List<Handled> all = new ArrayList<>();
        new TreeMap<>(ended).forEach((name, codes) -> {
            String service = MethodDescriptor.extractFullServiceName(name);
            String method = MethodDescriptor.extractBareMethodName(name);
            for (Status.Code code : Status.Code.values()) {
                long times = codes.get(code.value());
                if (times > 0) {
                    all.add(new Handled(String.valueOf(service), String.valueOf(method), code.name(), times));
                }
            }
        });
        return all;
    }

    /** Streamed answers under way: of changes, of statistics and of drains. */
    public int watches() {
        return watches.get();
    }

    void watching(int more) {
        watches.addAndGet(more);
    }

    /** Counts the calls of the program's own services. */
    ServerInterceptor counting() {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                AtomicLongArray codes = ended.computeIfAbsent(
                        call.getMethodDescriptor().getFullMethodName(),
                        name -> new AtomicLongArray(Status.Code.values().length));
                return next.startCall(
                        new SimpleForwardingServerCall<>(call) {
                            @Override
                            public void close(Status status, Metadata trailers) {
                                codes.incrementAndGet(status.getCode().value());
                                super.close(status, trailers);
                            }
                        },
                        headers);
            }
        };
    }
}
