package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import dev.sluice.config.BindSettings;
import dev.sluice.config.Level;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import dev.sluice.grpc.v1.AccessLevel;
import dev.sluice.grpc.v1.GetCallerRequest;
import dev.sluice.grpc.v1.GetCallerResponse;
import dev.sluice.grpc.v1.ProcessServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses, encryption, health and reflection. */
class ServerTest {
    @TempDir
    private Path directory;

    private static GetCallerResponse caller(ManagedChannel channel) {
        return ProcessServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .getCaller(GetCallerRequest.getDefaultInstance());
    }

    @Test
    void healthFollowsTheProgram() throws IOException {
        try (TestProgram program = TestProgram.start()) {
            var health = HealthGrpc.newBlockingStub(program.admin());
            HealthCheckRequest whole = HealthCheckRequest.getDefaultInstance();
            HealthCheckRequest one = HealthCheckRequest.newBuilder()
                    .setService("sluice.control.v1.ServerService")
                    .build();
            assertThat(health.check(whole).getStatus()).isEqualTo(ServingStatus.SERVING);
            assertThat(health.check(one).getStatus()).isEqualTo(ServingStatus.SERVING);
            // The map of the response, whose message the library does not have: each entry is a field 1.
            byte[] list = ClientCalls.blockingUnaryCall(program.admin(), Health.LIST, CallOptions.DEFAULT, new byte[0]);
            UnknownFieldSet entries = UnknownFieldSet.parseFrom(list);
            assertThat(entries.getField(1).getLengthDelimitedList())
                    .hasSize(CalledTest.services().size() + 1)
                    .anySatisfy(entry -> {
                        UnknownFieldSet fields = UnknownFieldSet.parseFrom(entry);
                        assertThat(fields.getField(1)
                                        .getLengthDelimitedList()
                                        .get(0)
                                        .toStringUtf8())
                                .isEqualTo("sluice.control.v1.ServerService");
                        assertThat(HealthCheckResponse.parseFrom(fields.getField(2)
                                                .getLengthDelimitedList()
                                                .get(0))
                                        .getStatus())
                                .isEqualTo(ServingStatus.SERVING);
                    });
            var watch = health.withDeadlineAfter(10, TimeUnit.SECONDS).watch(whole);
            assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.SERVING);
            program.server().serving(false);
            assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            assertThat(health.check(one).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            assertThatThrownBy(() -> health.check(
                            HealthCheckRequest.newBuilder().setService("no").build()))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.NOT_FOUND));
        }
    }

    @Test
    void reflectionListsTheServices() throws Exception {
        try (TestProgram program = TestProgram.start()) {
            CompletableFuture<List<String>> names = new CompletableFuture<>();
            StreamObserver<ServerReflectionRequest> requests = ServerReflectionGrpc.newStub(program.admin())
                    .serverReflectionInfo(new StreamObserver<>() {
                        @Override
                        public void onNext(ServerReflectionResponse response) {
                            names.complete(response.getListServicesResponse().getServiceList().stream()
                                    .map(ServiceResponse::getName)
                                    .toList());
                        }

                        @Override
                        public void onError(Throwable error) {
                            names.completeExceptionally(error);
                        }

                        @Override
                        public void onCompleted() {}
                    });
            requests.onNext(
                    ServerReflectionRequest.newBuilder().setListServices("").build());
            List<String> listed = new ArrayList<>(names.get(10, TimeUnit.SECONDS));
            requests.onCompleted();
            assertThat(listed)
                    .contains(
                            "grpc.health.v1.Health",
                            "grpc.reflection.v1.ServerReflection",
                            "grpc.reflection.v1alpha.ServerReflection",
                            "sluice.control.v1.BackendService",
                            "sluice.control.v1.ConfigurationService",
                            "sluice.control.v1.FrontendService",
                            "sluice.control.v1.ProcessService",
                            "sluice.control.v1.ServerService",
                            "sluice.control.v1.SessionService",
                            "sluice.control.v1.StatsService");
        }
    }

    @Test
    void inTheClearOnLoopbackOnly() {
        assertThatThrownBy(() ->
                        TestProgram.listening(TestProgram.bind(new ListenAddress.Inet("0.0.0.0", 0), Settings.EMPTY)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in the clear only on loopback");
    }

    @Test
    void theDefaultLevelIsOperator() throws IOException {
        try (TestProgram program =
                TestProgram.listening(TestProgram.bind(new ListenAddress.Inet("127.0.0.1", 0), Settings.EMPTY))) {
            assertThat(caller(program.channel(Level.USER)).getLevel()).isEqualTo(AccessLevel.ACCESS_LEVEL_OPERATOR);
        }
    }

    @Test
    void aUnixSocketIsItsOwnersAlone() throws Exception {
        Path path = directory.resolve("s.sock");
        Files.createFile(path);
        try (TestProgram program =
                TestProgram.listening(TestProgram.bind(new ListenAddress.Unix(path.toString()), Settings.EMPTY))) {
            assertThat(program.server().addresses()).containsExactly("unix@" + path);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
            ManagedChannel channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(path.toString()))
                    .channelType(EpollDomainSocketChannel.class)
                    .eventLoopGroup(group)
                    .usePlaintext()
                    .build();
            assertThat(caller(channel).getIdentity()).isEqualTo("unix");
            channel.shutdownNow();
            var ended = group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
            assertThat(ended.isDone()).isTrue();
        }
    }

    @Test
    void clientsShowCertificates() throws Exception {
        Pem server = Pem.make(directory, "server");
        Pem client = Pem.make(directory, "client");
        Pem stranger = Pem.make(directory, "stranger");
        Settings settings = Settings.builder()
                .set(BindSettings.SSL, true)
                .set(BindSettings.CRT, server.chainAndKey().toString())
                .set(BindSettings.CA_FILE, client.chain().toString())
                .set(BindSettings.LEVEL, Level.ADMIN)
                .build();
        try (TestProgram program =
                TestProgram.listening(TestProgram.bind(new ListenAddress.Inet("127.0.0.1", 0), settings))) {
            ManagedChannel known = tls(program, server, client);
            assertThat(caller(known).getIdentity()).isEqualTo("CN=client");
            known.shutdownNow();
            ManagedChannel unknown = tls(program, server, stranger);
            assertThatThrownBy(() -> caller(unknown)).isInstanceOf(StatusRuntimeException.class);
            unknown.shutdownNow();

            // Files that change are taken up; one that cannot be read leaves the earlier ones in force.
            Files.writeString(client.chain(), "nothing");
            program.server().refreshCertificates();
            Files.copy(stranger.chain(), client.chain(), StandardCopyOption.REPLACE_EXISTING);
            Pem renewed = Pem.make(directory, "renewed");
            Files.copy(renewed.chainAndKey(), server.chainAndKey(), StandardCopyOption.REPLACE_EXISTING);
            program.server().refreshCertificates();
            ManagedChannel welcome = tls(program, renewed, stranger);
            assertThat(caller(welcome).getIdentity()).isEqualTo("CN=stranger");
            welcome.shutdownNow();
        }
    }

    private static ManagedChannel tls(TestProgram program, Pem trusted, Pem own) throws IOException {
        ChannelCredentials credentials = TlsChannelCredentials.newBuilder()
                .trustManager(trusted.chain().toFile())
                .keyManager(own.chain().toFile(), own.key().toFile())
                .build();
        return Grpc.newChannelBuilder(program.target(0), credentials)
                .overrideAuthority(trusted.name())
                .build();
    }

    @Test
    void stoppingLetsCallsFinish() throws Exception {
        TestProgram program = TestProgram.start();
        ManagedChannel channel = program.admin();
        var waiting = ProcessServiceGrpc.newFutureStub(channel)
                .wait(dev.sluice.grpc.v1.WaitRequest.newBuilder()
                        .setTimeout(Times.duration(300))
                        .build());
        assertThat(caller(channel).getLevel()).isEqualTo(AccessLevel.ACCESS_LEVEL_ADMIN);
        program.server().stop(Duration.ofSeconds(10));
        assertThat(waiting.get(10, TimeUnit.SECONDS).getRevision()).isEqualTo(program.revision());
        assertThatThrownBy(() -> caller(channel))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE));
        program.close();
    }
}
