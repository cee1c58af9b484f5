package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.sluice.grpc.Called;
import dev.sluice.grpc.ControlApi;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.TestCertificates;
import dev.sluice.operation.Catalogue;
import dev.sluice.operation.Declared;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said on the socket and what is called over gRPC come to the same; {@code parity.txt} has the operations, one to a line. */
class ParityTest {
    private static final String CONFIGURATION = """
            global
                stats socket {{dir}}/admin.sock level admin
                maxconn 100
            sluice
                grpc 127.0.0.1:0 level admin
            defaults plain
                mode http
                timeout client 5s
                timeout server 5s
                timeout connect 5s
            frontend web from plain
                bind 127.0.0.1:0
                http-request set-header x %[src,map(virt@names)]
                default_backend app
            frontend secret from plain
                bind 127.0.0.1:0 ssl crt-list {{tls}}/sites.list tls-ticket-keys {{tls}}/ticket.keys
                default_backend app
            frontend spare from plain
                bind 127.0.0.1:0
                default_backend app
            backend seen from plain
                stick-table type ip size 100 expire 1h store gpc0
            backend app from plain
                balance roundrobin
                server s1 127.0.0.1:1 weight 10 check inter 1h agent-check agent-port 1 agent-inter 1h
                server s2 127.0.0.1:2 weight 20 check inter 1h addr 127.0.0.1 port 3
            backend fixed from plain
                balance static-rr
                server f1 127.0.0.1:3
            """;

    /** Columns that tell of times, which differ. */
    private static final Set<String> STATISTICS = Set.of(
            "pxname",
            "svname",
            "qlimit",
            "slim",
            "smax",
            "status",
            "weight",
            "act",
            "bck",
            "chkdown",
            "type",
            "tracked",
            "rate_lim",
            "mode",
            "algo",
            "addr",
            "uweight",
            "pid",
            "iid",
            "sid");

    private static final List<String> SHOWN = List.of(
            "show table seen",
            "show map virt@names",
            "show backend",
            "get var proc.x",
            "show ssl cert",
            "show ssl cert new.pem",
            "show ssl cert *new.pem",
            "show ssl ca-file",
            "show ssl ca-file ca.pem",
            "show ssl crl-file",
            "show ssl jwt",
            "show ssl sni",
            "show tls-keys *");

    private static final Map<String, MethodDescriptor> METHODS = ControlApi.files().stream()
            .flatMap(file -> file.getServices().stream())
            .flatMap(service -> service.getMethods().stream())
            .collect(Collectors.toMap(MethodDescriptor::getName, method -> method));

    private static final TestCertificates AUTHORITY = new TestCertificates("Parity");

    @TempDir
    private Path tls;

    private ProxyProcess said;
    private ProxyProcess called;
    private ManagedChannel saidChannel;
    private ManagedChannel calledChannel;

    @BeforeEach
    void start() throws IOException {
        String site = AUTHORITY.sign("site.test", 2).writtenTo(tls.resolve("site.pem"));
        AUTHORITY.sign("more.test", 3).writtenTo(tls.resolve("more.pem"));
        Files.writeString(tls.resolve("sites.list"), site + "\n");
        Files.writeString(
                tls.resolve("ticket.keys"), (Base64.getEncoder().encodeToString(new byte[48]) + "\n").repeat(3));
        said = ProxyProcess.sluice(written(CONFIGURATION));
        called = ProxyProcess.sluice(written(CONFIGURATION));
        saidChannel = channel(said);
        calledChannel = channel(called);
    }

    private String written(String text) {
        return text.replace("{{tls}}", tls.toString());
    }

    private static ManagedChannel channel(ProxyProcess proxy) {
        return Grpc.newChannelBuilder("127.0.0.1:" + proxy.grpcPort(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void stop() {
        saidChannel.shutdownNow();
        calledChannel.shutdownNow();
        said.close();
        called.close();
    }

    private record Row(String operation, boolean several, String words, MethodDescriptor method, String request) {
        static Row read(String line, Map<String, String> texts) {
            String[] parts = line.split(" \\| ?", 4);
            boolean several = parts[0].startsWith("~");
            return new Row(
                    several ? parts[0].substring(1) : parts[0],
                    several,
                    filled(parts[1], texts, "\n").replace("\\n", "\n"),
                    Objects.requireNonNull(METHODS.get(parts[2].strip()), parts[2]),
                    parts.length > 3 ? filled(parts[3], texts, "\\n") : "");
        }

        private static String filled(String part, Map<String, String> texts, String lineEnd) {
            String filled = part;
            for (Map.Entry<String, String> text : texts.entrySet()) {
                filled = filled.replace(text.getKey(), text.getValue().replace("\n", lineEnd));
            }
            return filled;
        }
    }

    private List<Row> rows() throws IOException {
        Map<String, String> texts = Map.of(
                "{{pem}}", AUTHORITY.sign("new.test", 4).pem(),
                "{{ca}}", AUTHORITY.authorityPem(),
                "{{crl}}", AUTHORITY.revocationsPem());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ParityTest.class.getResourceAsStream("parity.txt")), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(this::written)
                    .map(line -> Row.read(line, texts))
                    .toList();
        }
    }

    @Test
    void everyChangeHasALine() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Declared<?> declared : Catalogue.all().all()) {
            boolean both =
                    declared.audience() == Declared.Audience.ALL || declared.audience() == Declared.Audience.TYPED_ONLY;
            // One that lacks its call is named by the test of the registry.
            boolean isCalled =
                    Called.ALL.stream().anyMatch(each -> each.declared().type() == declared.type());
            if (both && isCalled && declared.effect() == Declared.Effect.CHANGE) {
                missing.add(declared.name());
            }
        }
        rows().forEach(row -> missing.remove(row.operation()));
        assertThat(missing).isEmpty();
    }

    @Test
    void wordsAndCallsComeToTheSame() throws IOException {
        assertThat(state(called)).isEqualTo(state(said));
        List<String> different = new ArrayList<>();
        String before = state(called);
        for (Row row : rows()) {
            before = compare(row, before, different);
        }
        assertThat(different).isEmpty();
    }

    /** Returns the state afterwards. */
    private String compare(Row row, String before, List<String> different) throws IOException {
        String what = row.words() + "\n    ";
        long beforeSaid = revision(saidChannel);
        long beforeCalled = revision(calledChannel);
        String dry = call(row, true);
        if (revision(calledChannel) != beforeCalled || !state(called).equals(before)) {
            different.add(what + "a dry run changed something");
            beforeCalled = revision(calledChannel);
        }
        String answer = call(row, false);
        String reply =
                said.admin().ask("set severity-output number;" + row.words()).strip();
        boolean refused = reply.startsWith("[3]: ") || (reply.matches("(?s)\\[[45]]: .*") && !answer.isEmpty());
        if (refused != !answer.isEmpty()) {
            different.add(what + "socket: " + reply + "; gRPC: " + answer);
        } else if (refused && !reply.substring(5).equals(answer)) {
            different.add(what + "refused in other words: " + reply + "; gRPC: " + answer);
        }
        // What is found out only while it is done, a dry run cannot say.
        if (!dry.isEmpty() && !dry.equals(answer)) {
            different.add(what + "dry: " + dry + "; done: " + answer);
        }
        long movedSaid = revision(saidChannel) - beforeSaid;
        long movedCalled = revision(calledChannel) - beforeCalled;
        if (row.several() ? movedCalled != 1 : movedSaid != movedCalled) {
            different.add(what + "revisions: " + movedSaid + " on the socket, " + movedCalled + " over gRPC");
        }
        String one = state(said);
        String other = state(called);
        if (!one.equals(other)) {
            different.add(what + "states:\n" + difference(one, other));
        }
        return other;
    }

    private static String difference(String one, String other) {
        List<String> left = new ArrayList<>(one.lines().toList());
        List<String> right = new ArrayList<>(other.lines().toList());
        List<String> common = new ArrayList<>(left);
        common.retainAll(right);
        left.removeAll(common);
        right.removeAll(common);
        return "socket " + left + "\n    gRPC " + right;
    }

    /** Empty when it was done, else the words of the refusal. */
    private String call(Row row, boolean dry) throws IOException {
        DynamicMessage.Builder request = DynamicMessage.newBuilder(row.method().getInputType());
        TextFormat.merge(row.request(), request);
        FieldDescriptor validateOnly = row.method().getInputType().findFieldByName("validate_only");
        request.setField(Objects.requireNonNull(validateOnly, row.operation()), dry);
        try {
            ClientCalls.blockingServerStreamingCall(
                            calledChannel, typed(row.method()), CallOptions.DEFAULT, request.build())
                    .forEachRemaining(message -> {});
            return "";
        } catch (StatusRuntimeException e) {
            Status status = e.getStatus();
            return status.getDescription() == null ? status.getCode().toString() : status.getDescription();
        }
    }

    private static long revision(ManagedChannel channel) {
        MethodDescriptor method = Objects.requireNonNull(METHODS.get("GetVersion"));
        DynamicMessage answer = ClientCalls.blockingServerStreamingCall(
                        channel,
                        typed(method),
                        CallOptions.DEFAULT,
                        DynamicMessage.getDefaultInstance(method.getInputType()))
                .next();
        return (Long) answer.getField(method.getOutputType().findFieldByName("revision"));
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

    /** What can be seen of the state, without times and pointers. */
    private static String state(ProxyProcess proxy) {
        StringBuilder state = new StringBuilder();
        proxy.admin().ask("show servers state").lines().forEach(line -> {
            String[] cells = line.split(" ");
            if (cells.length > 10 && !line.startsWith("#")) {
                // The time since the last change, and what the first check found.
                cells[9] = "";
                cells[11] = "";
                cells[12] = "";
                line = String.join(" ", cells);
            }
            state.append(line).append('\n');
        });
        proxy.admin().stat().forEach(row -> {
            row.keySet().retainAll(STATISTICS);
            boolean ownPort = "FRONTEND".equals(row.get("svname")) || "3".equals(row.get("type"));
            state.append(ownPort ? row.toString().replaceAll("127\\.0\\.0\\.1:\\d+", "") : row.toString())
                    .append('\n');
        });
        for (String command : SHOWN) {
            state.append(proxy.admin().ask(command).replaceAll("0x[0-9a-f]+|exp=\\d+|/\\S*haproxy[.]cfg", ""))
                    .append('\n');
        }
        Map<String, String> info = proxy.admin().info();
        state.append(info.get("Maxconn"))
                .append(' ')
                .append(info.get("SessRateLimit"))
                .append(' ');
        state.append(info.get("ConnRateLimit"));
        // Entries of a table come in no order that means anything.
        return state.toString().lines().sorted().collect(Collectors.joining("\n"));
    }
}
