package dev.sluice.grpc;

import com.google.protobuf.CodedOutputStream;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The standard health service: Check and Watch as the library has them, and List, which its version of the protocol lacks. List is one
 * message with a map, so that it is written by hand here rather than by a second copy of the protocol's file.
 */
final class Health {
    /** {@code grpc.health.v1.Health/List}: an empty request, a map of names to statuses as the response. */
    static final MethodDescriptor<byte[], byte[]> LIST = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(HealthGrpc.SERVICE_NAME, "List"))
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    private final HealthStatusManager manager = new HealthStatusManager();
    private final Map<String, ServingStatus> statuses = new ConcurrentHashMap<>();

    private final AtomicBoolean ended = new AtomicBoolean();

    Health() {
        set(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
    }

    /** What is said of a service from now on; the empty name is the whole. */
    void set(String service, ServingStatus status) {
        statuses.put(service, status);
        manager.setStatus(service, status);
    }

    /** Says NOT_SERVING of all, for good. */
    void end() {
        statuses.replaceAll((service, status) -> ServingStatus.NOT_SERVING);
        if (ended.compareAndSet(false, true)) {
            manager.enterTerminalState();
        }
    }

    /** The service. */
    ServerServiceDefinition service() {
        ServerServiceDefinition base = manager.getHealthService().bindService();
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(HealthGrpc.SERVICE_NAME)
                .setSchemaDescriptor((ProtoFileDescriptorSupplier) HealthSchema::get);
        base.getServiceDescriptor().getMethods().forEach(descriptor::addMethod);
        ServerServiceDefinition.Builder service =
                ServerServiceDefinition.builder(descriptor.addMethod(LIST).build());
        for (ServerMethodDefinition<?, ?> method : base.getMethods()) {
            service.addMethod(method);
        }
        return service.addMethod(LIST, ServerCalls.asyncUnaryCall(this::list)).build();
    }

    private void list(byte[] request, StreamObserver<byte[]> to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (Map.Entry<String, ServingStatus> entry : statuses.entrySet()) {
                out.writeByteArray(1, entry(entry.getKey(), entry.getValue()));
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        to.onNext(bytes.toByteArray());
        to.onCompleted();
    }

    private static byte[] entry(String service, ServingStatus status) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(1, service);
        out.writeMessage(2, HealthCheckResponse.newBuilder().setStatus(status).build());
        out.flush();
        return bytes.toByteArray();
    }

    private static final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
