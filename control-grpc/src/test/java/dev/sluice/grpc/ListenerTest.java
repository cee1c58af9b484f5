package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.BindSettings;
import dev.sluice.config.GrpcSettings;
import dev.sluice.config.Level;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import dev.sluice.grpc.v1.AccessLevel;
import dev.sluice.grpc.v1.ChangeServiceGrpc;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.GetCallerRequest;
import dev.sluice.grpc.v1.GetCallerResponse;
import dev.sluice.grpc.v1.GetServerRequest;
import dev.sluice.grpc.v1.ProcessServiceGrpc;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.WatchChangesRequest;
import dev.sluice.grpc.v1.WatchChangesResponse;
import dev.sluice.grpc.v1.WatchMark;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a {@code grpc} line says beside its address. */
class ListenerTest {
    @TempDir
    Path directory;

    private static TestProgram listening(Settings settings) throws IOException {
        return TestProgram.listening(TestProgram.bind(new ListenAddress.Inet("127.0.0.1", 0), settings));
    }

    @Test
    void theLevelGoesByTheCertificate() throws Exception {
        Pem server = Pem.make(directory, "server");
        Pem ops = Pem.make(directory, "ops");
        Pem web = Pem.make(directory, "web");
        Pem mesh = Pem.make(directory, "mesh");
        Path authorities = directory.resolve("ca.pem");
        Files.writeString(
                authorities,
                Files.readString(ops.chain())
                        + Files.readString(web.chain())
                        + Files.readString(mesh.chain())
                        + Files.readString(server.chain()));
        Settings settings = Settings.builder()
                .set(BindSettings.SSL, true)
                .set(BindSettings.CRT, server.chainAndKey().toString())
                .set(BindSettings.CA_FILE, authorities.toString())
                .set(BindSettings.LEVEL, Level.USER)
                .set(
                        GrpcSettings.CLIENT_LEVELS,
                        Map.of("ops", Level.ADMIN, "CN=web", Level.OPERATOR, "spiffe://mesh/mesh", Level.OPERATOR))
                .build();
        try (TestProgram program = listening(settings)) {
            assertThat(level(program, server, ops)).isEqualTo(AccessLevel.ACCESS_LEVEL_ADMIN);
            assertThat(level(program, server, web)).isEqualTo(AccessLevel.ACCESS_LEVEL_OPERATOR);
            assertThat(level(program, server, mesh)).isEqualTo(AccessLevel.ACCESS_LEVEL_OPERATOR);
            assertThat(level(program, server, server)).isEqualTo(AccessLevel.ACCESS_LEVEL_USER);

            ManagedChannel channel = tls(program, server, web);
            var disable = DisableServerRequest.newBuilder()
                    .setName("backends/app/servers/s1")
                    .build();
            Refused.by(() -> ServerServiceGrpc.newBlockingStub(channel).disableServer(disable))
                    .with(Status.Code.PERMISSION_DENIED, "LEVEL_TOO_LOW");
            channel.shutdownNow();
        }
    }

    private static AccessLevel level(TestProgram program, Pem trusted, Pem own) throws IOException {
        ManagedChannel channel = tls(program, trusted, own);
        GetCallerResponse caller =
                ProcessServiceGrpc.newBlockingStub(channel).getCaller(GetCallerRequest.getDefaultInstance());
        channel.shutdownNow();
        assertThat(caller.getIdentity()).isEqualTo("CN=" + own.name());
        return caller.getLevel();
    }

    private static ManagedChannel tls(TestProgram program, Pem trusted, Pem own) throws IOException {
        var credentials = TlsChannelCredentials.newBuilder()
                .trustManager(trusted.chain().toFile())
                .keyManager(own.chain().toFile(), own.key().toFile())
                .build();
        return Grpc.newChannelBuilder(program.target(0), credentials)
                .overrideAuthority(trusted.name())
                .build();
    }

    @Test
    void aRequestIsNoLargerThanAllowed() throws IOException {
        Settings settings =
                Settings.builder().set(GrpcSettings.MAX_MESSAGE, 2048).build();
        try (TestProgram program = listening(settings)) {
            var servers = ServerServiceGrpc.newBlockingStub(program.channel(Level.USER));
            assertThatThrownBy(() -> servers.getServer(GetServerRequest.newBuilder()
                            .setName("backends/app/servers/" + "s".repeat(3000))
                            .build()))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            error -> assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
            assertThat(servers.getServer(GetServerRequest.newBuilder()
                                    .setName("backends/app/servers/s1")
                                    .build())
                            .getServer()
                            .getName())
                    .isEqualTo("backends/app/servers/s1");
        }
    }

    @Test
    void aConnectionEndsAtItsAgeAndItsCallsAfterTheGrace() throws IOException {
        Settings settings = Settings.builder()
                .set(GrpcSettings.MAX_AGE, 200L)
                .set(GrpcSettings.MAX_AGE_GRACE, 100L)
                .build();
        try (TestProgram program = listening(settings)) {
            ManagedChannel channel = program.channel(Level.USER);
            Iterator<WatchChangesResponse> watch = ChangeServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .watchChanges(WatchChangesRequest.newBuilder()
                            .setStartRevision(program.revision() + 1)
                            .build());
            assertThatThrownBy(() -> watch.forEachRemaining(message -> {}))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            error -> assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        }
    }

    @Test
    void callsAndWatchesAreCounted() throws IOException {
        try (TestProgram program = TestProgram.start()) {
            ManagedChannel channel = program.admin();
            var servers = ServerServiceGrpc.newBlockingStub(channel);
            var known = GetServerRequest.newBuilder()
                    .setName("backends/app/servers/s1")
                    .build();
            var unknown = GetServerRequest.newBuilder()
                    .setName("backends/app/servers/s9")
                    .build();
            assertThat(servers.getServer(known).getRevision()).isPositive();
            assertThat(servers.getServer(known).getRevision()).isPositive();
            Refused.by(() -> servers.getServer(unknown)).with(Status.Code.NOT_FOUND, "SERVER_NOT_FOUND");
            assertThat(program.activity().handled())
                    .containsExactly(
                            new GrpcActivity.Handled("sluice.control.v1.ServerService", "GetServer", "OK", 2),
                            new GrpcActivity.Handled("sluice.control.v1.ServerService", "GetServer", "NOT_FOUND", 1));

            Iterator<WatchChangesResponse> watch = ChangeServiceGrpc.newBlockingStub(channel)
                    .watchChanges(WatchChangesRequest.newBuilder()
                            .setStartRevision(program.revision() + 1)
                            .build());
            assertThat(watch.next().getMark()).isEqualTo(WatchMark.WATCH_MARK_SYNCED);
            assertThat(program.activity().watches()).isEqualTo(1);
        }
    }
}
