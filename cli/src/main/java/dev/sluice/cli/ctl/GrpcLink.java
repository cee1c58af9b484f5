package dev.sluice.cli.ctl;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.rpc.ErrorInfo;
import dev.sluice.grpc.ControlApi;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The typed API: methods by their names with {@code field=value}, and the commands that are asked for most in the words of the socket. */
final class GrpcLink implements Link {
    /** What is not the caller's fault and not an answer. */
    private static final Set<Status.Code> NO_ANSWER = Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

    private final ManagedChannel channel;
    private final boolean json;
    private final Map<String, MethodDescriptor> methods = new LinkedHashMap<>();

    GrpcLink(Address address, boolean json, Map<String, String> environment) throws IOException {
        this.json = json;
        for (FileDescriptor file : ControlApi.files()) {
            for (ServiceDescriptor service : file.getServices()) {
                service.getMethods().forEach(method -> methods.put(service.getName() + "/" + method.getName(), method));
            }
        }
        try {
            channel = Grpc.newChannelBuilder(address.text(), credentials(address, environment))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IOException("no address: host:port is wanted", e);
        }
    }

    private static ChannelCredentials credentials(Address address, Map<String, String> environment) throws IOException {
        if (address.kind() == Address.Kind.GRPC) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
        if (environment.containsKey("SLUICE_CA")) {
            tls.trustManager(new File(environment.get("SLUICE_CA")));
        }
        if (environment.containsKey("SLUICE_CERT")) {
            tls.keyManager(
                    new File(environment.get("SLUICE_CERT")),
                    new File(environment.getOrDefault("SLUICE_KEY", environment.get("SLUICE_CERT"))));
        }
        return tls.build();
    }

    @Override
    public Answer run(String command, Consumer<String> progress) throws IOException {
        List<String> words = List.of(command.strip().split("\\s+"));
        if (words.equals(List.of("list"))) {
            return new Answer(Answer.DONE, String.join("\n", methods.keySet()));
        }
        List<String> call = GrpcWords.translate(words).orElse(words);
        Optional<MethodDescriptor> method = method(call.get(0));
        if (method.isEmpty()) {
            return new Answer(
                    Answer.UNKNOWN, "Unknown command: '" + call.get(0) + "' is no method (list names them all)");
        }
        DynamicMessage request;
        try {
            request = MessageFields.read(method.get().getInputType(), call.subList(1, call.size()));
        } catch (IllegalArgumentException e) {
            return new Answer(Answer.REFUSED, String.valueOf(e.getMessage()));
        }
        return call(method.get(), request, progress);
    }

    private Optional<MethodDescriptor> method(String name) {
        String plain = name.replaceFirst("^sluice\\.control\\.v1\\.", "");
        return methods.entrySet().stream()
                .filter(each ->
                        each.getKey().equals(plain) || each.getValue().getName().equals(plain))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Answer call(MethodDescriptor method, DynamicMessage request, Consumer<String> progress) throws IOException {
        Iterator<DynamicMessage> messages =
                ClientCalls.blockingServerStreamingCall(channel, typed(method), CallOptions.DEFAULT, request);
        try {
            while (method.isServerStreaming() && messages.hasNext()) {
                progress.accept(text(messages.next(), true));
            }
            return new Answer(Answer.DONE, messages.hasNext() ? text(messages.next(), false) : "");
        } catch (StatusRuntimeException e) {
            if (NO_ANSWER.contains(e.getStatus().getCode()) && reason(e).isEmpty()) {
                throw new IOException(e.getStatus().getDescription(), e);
            }
            boolean unknown = e.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
            return new Answer(
                    unknown ? Answer.UNKNOWN : Answer.REFUSED,
                    e.getStatus().getDescription() + " (" + e.getStatus().getCode() + reason(e) + ")");
        }
    }

    private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> typed(MethodDescriptor method) {
        return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(MethodType.SERVER_STREAMING)
                .setFullMethodName(io.grpc.MethodDescriptor.generateFullMethodName(
                        method.getService().getFullName(), method.getName()))
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                .build();
    }

    private static String reason(StatusRuntimeException refused) {
        com.google.rpc.Status status = StatusProto.fromThrowable(refused);
        if (status != null) {
            for (com.google.protobuf.Any detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return ", " + MessageFields.unpack(detail).getReason();
                }
            }
        }
        return "";
    }

    private String text(DynamicMessage message, boolean oneLine) {
        return json ? MessageFields.json(message) : MessageFields.text(message, oneLine);
    }

    @Override
    public List<Known> commands() {
        List<Known> commands = new ArrayList<>(GrpcWords.known());
        commands.add(new Known("list", ""));
        methods.forEach((name, method) -> commands.add(new Known(
                name,
                String.join(
                        " ",
                        method.getInputType().getFields().stream()
                                .map(field -> field.getName() + "=")
                                .toList()))));
        return commands;
    }

    @Override
    public List<String> values(String argument) {
        return argument.endsWith("=") ? List.of(argument) : List.of();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
