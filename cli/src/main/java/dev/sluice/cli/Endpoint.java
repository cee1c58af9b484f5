package dev.sluice.cli;

import dev.sluice.config.BindSpec;
import dev.sluice.config.ListenAddress;
import dev.sluice.grpc.GrpcServer;
import dev.sluice.grpc.Wiring;
import dev.sluice.stats.MetricsServer;
import dev.sluice.stats.PrometheusExporter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** What one {@code grpc} or {@code metrics} line has opened. */
abstract class Endpoint {
    /** How long calls under way may take once nobody new is let in. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private final BindSpec spec;

    private Endpoint(BindSpec spec) {
        this.spec = spec;
    }

    final BindSpec spec() {
        return spec;
    }

    /** Whether another line asks for the same, wherever that line stands. */
    final boolean isFor(BindSpec other) {
        return spec.addresses().equals(other.addresses()) && spec.settings().equals(other.settings());
    }

    /** Whether another line cannot be opened beside this one. */
    final boolean isInTheWayOf(BindSpec other) {
        return spec.addresses().stream().anyMatch(other.addresses()::contains);
    }

    /** Where it listens first: {@code address:port}, or a path. */
    abstract String address();

    /** Says to who asks whether all is well. */
    abstract void serving(boolean serves);

    /** Lets nobody new in, ends what is under way after {@link #GRACE}; returns when it is over. */
    abstract void close();

    static Endpoint grpc(BindSpec spec, Wiring wiring) throws IOException {
        GrpcServer server = GrpcServer.start(List.of(spec), wiring);
        return new Endpoint(spec) {
            @Override
            String address() {
                String address = server.addresses().get(0);
                return address.substring(address.indexOf('@') + 1);
            }

            @Override
            void serving(boolean serves) {
                server.serving(serves);
            }

            @Override
            void close() {
                try {
                    server.stop(GRACE);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    server.close();
                }
            }
        };
    }

    static Endpoint metrics(BindSpec spec, PrometheusExporter exporter, Executor scrapes) throws IOException {
        List<MetricsServer> servers = new ArrayList<>();
        boolean complete = false;
        try {
            for (ListenAddress address : spec.addresses()) {
                if (!(address instanceof ListenAddress.Inet inet)) {
                    throw new IOException("an address and a port are wanted");
                }
                servers.add(MetricsServer.start(new InetSocketAddress(inet.host(), inet.port()), exporter, scrapes));
            }
            complete = true;
        } finally {
            if (!complete) {
                servers.forEach(MetricsServer::close);
            }
        }
        return new Endpoint(spec) {
            @Override
            String address() {
                InetSocketAddress bound = servers.get(0).address();
                return bound.getAddress().getHostAddress() + ":" + bound.getPort();
            }

            @Override
            void serving(boolean serves) {
                // Who scrapes sees it in the numbers.
            }

            @Override
            void close() {
                servers.forEach(MetricsServer::close);
            }
        };
    }
}
