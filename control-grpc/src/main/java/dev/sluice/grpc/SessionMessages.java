package dev.sluice.grpc;

import dev.sluice.grpc.v1.ClientTransport;
import dev.sluice.grpc.v1.Session;
import dev.sluice.state.Backend;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;

/** Sessions as messages. */
final class SessionMessages {
    private final Times times;

    SessionMessages(Times times) {
        this.times = times;
    }

    /** A session as it was described. */
    Session of(StreamInfo stream) {
        Session.Builder message = Session.newBuilder()
                .setName(Names.session(stream.id()))
                .setTransport(transport(stream.protocol()))
                .setSourceHost(host(stream))
                .setSourcePort(stream.sourcePort())
                .setFrontend(Names.of(stream.frontend()))
                .setHttp(stream.http())
                .setStartTime(times.timestamp(stream.startMillis()))
                .setBytesIn(stream.bytesIn())
                .setBytesOut(stream.bytesOut())
                .setRetries(stream.retries())
                .setUri(stream.uri())
                .setWorker(stream.worker());
        Backend backend = stream.backend();
        if (backend != null) {
            message.setBackend(Names.of(backend));
        }
        Server server = stream.server();
        if (server != null) {
            message.setServer(Names.of(server));
        }
        if (stream.expiresMillis() != 0) {
            message.setExpireTime(times.timestamp(stream.expiresMillis()));
        }
        return message.build();
    }

    private static ClientTransport transport(String protocol) {
        return switch (protocol) {
            case "tcpv4" -> ClientTransport.CLIENT_TRANSPORT_TCP4;
            case "tcpv6" -> ClientTransport.CLIENT_TRANSPORT_TCP6;
            case "unix_stream" -> ClientTransport.CLIENT_TRANSPORT_UNIX;
            default -> ClientTransport.CLIENT_TRANSPORT_UNSPECIFIED;
        };
    }

    /** The address in front of the port, without the brackets of IPv6. */
    private static String host(StreamInfo stream) {
        int colon = stream.source().lastIndexOf(':');
        if (stream.sourcePort() == 0 || colon < 0) {
            return "";
        }
        String host = stream.source().substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
