package dev.sluice.it.harness;

import dev.sluice.grpc.v1.BackendServiceGrpc;
import dev.sluice.grpc.v1.ConfigurationServiceGrpc;
import dev.sluice.grpc.v1.DisableBackendRequest;
import dev.sluice.grpc.v1.DisableFrontendRequest;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.DrainServerRequest;
import dev.sluice.grpc.v1.EnableBackendRequest;
import dev.sluice.grpc.v1.EnableFrontendRequest;
import dev.sluice.grpc.v1.EnableServerRequest;
import dev.sluice.grpc.v1.FrontendServiceGrpc;
import dev.sluice.grpc.v1.FrontendState;
import dev.sluice.grpc.v1.GetServerRequest;
import dev.sluice.grpc.v1.PatternServiceGrpc;
import dev.sluice.grpc.v1.ReloadConfigurationRequest;
import dev.sluice.grpc.v1.ReloadReport;
import dev.sluice.grpc.v1.Server;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.TableServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.AbstractBlockingStub;
import java.util.concurrent.TimeUnit;

/** Steers the program by typed calls, as an orchestrator does. Failed calls throw. */
public final class GrpcClient implements AutoCloseable {
    private final ManagedChannel channel;

    /** Connects to a port of the loopback interface. */
    public GrpcClient(int port) {
        channel = Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                .build();
    }

    /** The calls about stick tables. */
    public TableServiceGrpc.TableServiceBlockingStub tables() {
        return patient(TableServiceGrpc.newBlockingStub(channel));
    }

    /** The calls about maps and ACLs. */
    public PatternServiceGrpc.PatternServiceBlockingStub patterns() {
        return patient(PatternServiceGrpc.newBlockingStub(channel));
    }

    /** Begins a server's maintenance. */
    public Server disableServer(String backend, String server) {
        return servers()
                .disableServer(DisableServerRequest.newBuilder()
                        .setName(name(backend, server))
                        .build())
                .getServer();
    }

    /** Takes a server out of balancing. */
    public Server drainServer(String backend, String server) {
        // The drain belongs to the process: it goes on when nobody listens any more.
        var unused = servers()
                .drainServer(DrainServerRequest.newBuilder()
                        .setName(name(backend, server))
                        .setForce(true)
                        .build())
                .next();
        return servers()
                .getServer(GetServerRequest.newBuilder()
                        .setName(name(backend, server))
                        .build())
                .getServer();
    }

    /** Ends maintenance and draining. */
    public Server enableServer(String backend, String server) {
        return servers()
                .enableServer(EnableServerRequest.newBuilder()
                        .setName(name(backend, server))
                        .build())
                .getServer();
    }

    /** Refuses a frontend's new connections. */
    public FrontendState disableFrontend(String frontend) {
        return patient(FrontendServiceGrpc.newBlockingStub(channel))
                .disableFrontend(DisableFrontendRequest.newBuilder()
                        .setName("frontends/" + frontend)
                        .build())
                .getFrontend()
                .getState();
    }

    /** Takes a frontend's connections again. */
    public FrontendState enableFrontend(String frontend) {
        return patient(FrontendServiceGrpc.newBlockingStub(channel))
                .enableFrontend(EnableFrontendRequest.newBuilder()
                        .setName("frontends/" + frontend)
                        .build())
                .getFrontend()
                .getState();
    }

    /** Closes a backend; returns whether it is enabled now. */
    public boolean disableBackend(String backend) {
        return patient(BackendServiceGrpc.newBlockingStub(channel))
                .disableBackend(DisableBackendRequest.newBuilder()
                        .setName("backends/" + backend)
                        .build())
                .getBackend()
                .getEnabled();
    }

    /** Opens a backend; returns whether it is enabled now. */
    public boolean enableBackend(String backend) {
        return patient(BackendServiceGrpc.newBlockingStub(channel))
                .enableBackend(EnableBackendRequest.newBuilder()
                        .setName("backends/" + backend)
                        .build())
                .getBackend()
                .getEnabled();
    }

    /** Has the files read again; returns what changed. */
    public ReloadReport reload() {
        return patient(ConfigurationServiceGrpc.newBlockingStub(channel))
                .reloadConfiguration(ReloadConfigurationRequest.getDefaultInstance())
                .getReport();
    }

    private ServerServiceGrpc.ServerServiceBlockingStub servers() {
        return patient(ServerServiceGrpc.newBlockingStub(channel));
    }

    private static String name(String backend, String server) {
        return "backends/" + backend + "/servers/" + server;
    }

    private static <S extends AbstractBlockingStub<S>> S patient(S stub) {
        return stub.withDeadlineAfter(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
