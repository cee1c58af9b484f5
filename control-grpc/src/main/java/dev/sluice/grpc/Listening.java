package dev.sluice.grpc;

import dev.sluice.config.BindSettings;
import dev.sluice.config.GrpcSettings;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens on one address. */
final class Listening implements AutoCloseable {
    /** What a client says of itself with a call. */
    private static final int METADATA_BYTES_MAX = 16 << 10;

    private static final int MODE_PRIVATE = 0600;

    private final Server server;
    private final String address;
    private final @Nullable Certificates certificates;
    private final @Nullable EventLoopGroup group;

    private Listening(
            Server server, String address, @Nullable Certificates certificates, @Nullable EventLoopGroup group) {
        this.server = server;
        this.address = address;
        this.certificates = certificates;
        this.group = group;
    }

    /** Starts a server. */
    static Listening start(ListenAddress address, Settings settings, Executor executor, Services services)
            throws IOException {
        Credentials secured = Credentials.of(address, settings);
        ServerCredentials credentials = secured.credentials();
        if (address instanceof ListenAddress.Inet internet) {
            InetAddress host = InetAddress.getByName(internet.host());
            Server server = configured(
                            NettyServerBuilder.forAddress(new InetSocketAddress(host, internet.port()), credentials),
                            settings,
                            executor,
                            services)
                    .start();
            return new Listening(
                    server,
                    new ListenAddress.Inet(internet.host(), server.getPort()).display(),
                    secured.certificates(),
                    null);
        }
        SocketAddress domain = domain(address);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(domain, credentials)
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(group)
                .workerEventLoopGroup(group);
        Server server = configured(builder, settings, executor, services);
        boolean started = false;
        try {
            server.start();
            started = true;
        } finally {
            if (!started) {
                var unused = group.shutdownGracefully();
            }
        }
        if (address instanceof ListenAddress.Unix unix) {
            protect(unix.path(), settings.get(BindSettings.MODE));
        }
        return new Listening(server, address.display(), secured.certificates(), group);
    }

    private static Server configured(
            NettyServerBuilder builder, Settings settings, Executor executor, Services services) {
        builder.executor(executor)
                .maxInboundMessageSize(settings.get(GrpcSettings.MAX_MESSAGE))
                .maxInboundMetadataSize(METADATA_BYTES_MAX)
                .maxConcurrentCallsPerConnection(settings.get(GrpcSettings.MAX_STREAMS))
                .keepAliveTime(settings.get(GrpcSettings.KEEPALIVE), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(settings.get(GrpcSettings.KEEPALIVE_TIMEOUT), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(settings.get(GrpcSettings.KEEPALIVE_MIN), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true);
        if (settings.has(GrpcSettings.MAX_AGE)) {
            builder.maxConnectionAge(settings.get(GrpcSettings.MAX_AGE), TimeUnit.MILLISECONDS);
        }
        if (settings.has(GrpcSettings.MAX_AGE_GRACE)) {
            builder.maxConnectionAgeGrace(settings.get(GrpcSettings.MAX_AGE_GRACE), TimeUnit.MILLISECONDS);
        }
        services.at(settings).forEach(builder::addService);
        return builder.build();
    }

    private static SocketAddress domain(ListenAddress address) throws IOException {
        if (address instanceof ListenAddress.Unix unix) {
            // One left behind by an earlier process would be in the way.
            Files.deleteIfExists(Path.of(unix.path()));
            return new DomainSocketAddress(unix.path());
        }
        throw new IOException("grpc " + address.display() + ": not supported (expected: host:port or unix@path)");
    }

    /** Where it listens, with the port that the kernel chose. */
    String address() {
        return address;
    }

    /** Has changed certificates taken up. */
    void refreshCertificates() {
        Certificates followed = certificates;
        if (followed != null) {
            followed.refresh();
        }
    }

    /** Takes no new call; those under way go on. */
    void shutdown() {
        server.shutdown();
    }

    /** Waits for calls under way; returns whether all have ended. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return server.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }

    /** Cuts what is under way. */
    @Override
    public void close() {
        server.shutdownNow();
        EventLoopGroup own = group;
        if (own != null) {
            var unused = own.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Sets who may connect to a unix socket; where nothing was said, its owner alone. */
    private static void protect(String path, int mode) throws IOException {
        int bits = mode < 0 ? MODE_PRIVATE : mode;
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] inOrder = PosixFilePermission.values();
        for (int i = 0; i < inOrder.length; i++) {
            if ((bits & 0400 >> i) != 0) {
                permissions.add(inOrder[i]);
            }
        }
        Files.setPosixFilePermissions(Path.of(path), permissions);
    }
}
