package dev.sluice.grpc;

import dev.sluice.config.Balance;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.ProxySettings;
import dev.sluice.grpc.v1.Backend;
import dev.sluice.grpc.v1.BalanceAlgorithm;
import dev.sluice.grpc.v1.Frontend;
import dev.sluice.grpc.v1.FrontendState;
import dev.sluice.grpc.v1.InternetAddress;
import dev.sluice.grpc.v1.Listener;
import dev.sluice.grpc.v1.ProxyMode;
import dev.sluice.state.Proxy;

/** Frontends and backends as messages. */
final class ProxyMessages {
    private final Times times;
    private final Etags etags;

    ProxyMessages(Times times, Etags etags) {
        this.times = times;
        this.etags = etags;
    }

    /** A backend as it is now. */
    Backend of(dev.sluice.state.Backend backend) {
        return Backend.newBuilder()
                .setName(Names.of(backend))
                .setId(backend.id())
                .setMode(mode(backend))
                .setAlgorithm(algorithm(backend))
                .setEnabled(backend.isEnabled())
                .setUsableServers(backend.view().candidates().size())
                .setTotalServers(backend.servers().size())
                .setLastChangeTime(times.timestamp(backend.lastChangeMillis()))
                .setRevision(backend.revision())
                .setEtag(etags.of(backend.revision()))
                .build();
    }

    /** A frontend as it is now. */
    Frontend of(dev.sluice.state.Frontend frontend) {
        return Frontend.newBuilder()
                .setName(Names.of(frontend))
                .setId(frontend.id())
                .setMode(mode(frontend))
                .setState(state(frontend))
                .setMaxConnections(frontend.maxconn())
                .addAllListeners(
                        frontend.listeners().stream().map(ProxyMessages::of).toList())
                .setRevision(frontend.revision())
                .setEtag(etags.of(frontend.revision()))
                .build();
    }

    private static Listener of(dev.sluice.state.Listener listener) {
        return Listener.newBuilder()
                .setName(Names.of(listener))
                .setId(listener.id())
                .setAddress(address(listener))
                .setMaxConnections(listener.maxconn())
                .build();
    }

    private static dev.sluice.grpc.v1.ListenAddress address(dev.sluice.state.Listener listener) {
        dev.sluice.grpc.v1.ListenAddress.Builder message = dev.sluice.grpc.v1.ListenAddress.newBuilder();
        ListenAddress address = listener.address();
        if (address instanceof ListenAddress.Inet internet) {
            message.setInternet(InternetAddress.newBuilder()
                    .setHost(internet.host())
                    .setPort(boundPort(listener, internet.port())));
        } else if (address instanceof ListenAddress.Unix unix) {
            message.setUnixPath(unix.path());
        } else if (address instanceof ListenAddress.Abstract named) {
            message.setAbstractName(named.name());
        } else if (address instanceof ListenAddress.Descriptor inherited) {
            message.setInheritedDescriptor(inherited.number());
        }
        return message.build();
    }

    /** The configured port, or the one that the kernel chose. */
    private static int boundPort(dev.sluice.state.Listener listener, int configured) {
        String bound = listener.boundAddress();
        String port = bound.substring(bound.lastIndexOf(':') + 1);
        return configured == 0 && port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : configured;
    }

    static ProxyMode mode(Proxy proxy) {
        return proxy.mode() == ProxySettings.Mode.HTTP ? ProxyMode.PROXY_MODE_HTTP : ProxyMode.PROXY_MODE_TCP;
    }

    static FrontendState state(dev.sluice.state.Frontend frontend) {
        return switch (frontend.status()) {
            case OPEN -> FrontendState.FRONTEND_STATE_OPEN;
            case PAUSED -> FrontendState.FRONTEND_STATE_PAUSED;
            case STOP -> FrontendState.FRONTEND_STATE_STOPPED;
        };
    }

    static BalanceAlgorithm algorithm(dev.sluice.state.Backend backend) {
        Balance balance = backend.settings().get(ProxySettings.BALANCE);
        return switch (balance.algorithm()) {
            case ROUNDROBIN -> BalanceAlgorithm.BALANCE_ALGORITHM_ROUND_ROBIN;
            case STATIC_RR -> BalanceAlgorithm.BALANCE_ALGORITHM_STATIC_ROUND_ROBIN;
            case LEASTCONN -> BalanceAlgorithm.BALANCE_ALGORITHM_LEAST_CONNECTIONS;
            case FIRST -> BalanceAlgorithm.BALANCE_ALGORITHM_FIRST;
            case SOURCE -> BalanceAlgorithm.BALANCE_ALGORITHM_SOURCE;
            case RANDOM -> BalanceAlgorithm.BALANCE_ALGORITHM_RANDOM;
            case URI -> BalanceAlgorithm.BALANCE_ALGORITHM_URI;
            case URL_PARAM -> BalanceAlgorithm.BALANCE_ALGORITHM_URL_PARAMETER;
            case HDR -> BalanceAlgorithm.BALANCE_ALGORITHM_HEADER;
            case RDP_COOKIE -> BalanceAlgorithm.BALANCE_ALGORITHM_RDP_COOKIE;
            case HASH -> BalanceAlgorithm.BALANCE_ALGORITHM_HASH;
            case STICKY, LOG_HASH -> BalanceAlgorithm.BALANCE_ALGORITHM_UNSPECIFIED;
        };
    }
}
