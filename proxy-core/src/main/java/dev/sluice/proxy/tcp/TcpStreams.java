package dev.sluice.proxy.tcp;

import dev.sluice.config.Http2Settings;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.Connector;
import dev.sluice.proxy.session.LiveStream;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.StreamInfo;

/** What is told of TCP sessions, and how they are left. */
final class TcpStreams {
    private TcpStreams() {}

    static StreamInfo describe(TcpSession session, Wire client, Connector connector, Tally tally, boolean reached) {
        Peer peer = new Peer(client.remoteAddress());
        long expires = session.deadlineMillis();
        return new StreamInfo(
                session.id(),
                peer.protocol(),
                peer.display(),
                peer.port(),
                session.frontend(),
                session.backend(),
                connector.server(),
                false,
                session.startMillis(),
                connector.phase().name(),
                reached ? "EST" : "INI",
                tally.allRequestIn(),
                tally.allResponseOut(),
                expires == LiveStream.NEVER ? 0 : expires,
                connector.retries(),
                "",
                session.shard().worker().index());
    }

    /** Whether what came in there may never be HTTP ({@code proto none}). */
    static boolean staysTcp(Admission admission) {
        return admission.listener().spec().settings().get(Http2Settings.PROTO).equals("none");
    }

    /** Second character of the termination state: how far a session got. */
    static char phase(Connector connector) {
        return switch (connector.phase()) {
            case IDLE -> 'R';
            case QUEUED -> 'Q';
            case CHOOSING, CONNECTING, TURN_AROUND -> 'C';
            case CONNECTED -> 'D';
        };
    }

    /** Takes what the client has sent, since closing over unread bytes would reset the connection; returns how much it was. */
    static int drain(Wire wire, Worker worker) {
        boolean something = wire.isOpen() && wire.isReadable();
        return something ? Math.max(0, wire.read(worker.scratchAddress(), worker.bufferSize())) : 0;
    }
}
