package dev.sluice.proxy.http;

import dev.sluice.config.Http2Settings;
import dev.sluice.proxy.h2.FrontConnection;
import dev.sluice.proxy.h2.Owner;
import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Listener;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A client's connection that speaks HTTP/2: what its streams have in common. */
final class Http2Client implements Owner {
    /** What a connection begins with (RFC 9113 section 3.4). */
    static final byte[] PREFACE = Chars.bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    /** Bytes of it that no request begins with; the parser has seen them all when it stops. */
    private static final int TELLING = 12;

    private final HttpEntry entry;
    private final Wire wire;
    private final ClientPeer peer;
    private final OwnConnection own = new OwnConnection();
    private @Nullable FrontConnection connection;

    private Http2Client(HttpEntry entry, Wire wire, ClientPeer peer) {
        this.entry = entry;
        this.wire = wire;
        this.peer = peer;
    }

    /** Whether both sides know already that HTTP/2 is spoken. */
    static boolean isAgreedOn(Wire wire, Listener listener) {
        String said = listener.spec().settings().get(Http2Settings.PROTO);
        if (!said.isEmpty()) {
            return said.equals("h2");
        }
        TlsFacts facts = TlsFacts.of(wire);
        return facts != null && facts.alpn().equals("h2");
    }

    /** The status for what is no request: where HTTP/2 is not spoken, its first line is one with a method that nobody knows. */
    static int refusal(Inbox inbox) {
        return isPreface(inbox) ? 405 : 400;
    }

    /** Whether what was received begins as HTTP/2 does. */
    private static boolean isPreface(Inbox inbox) {
        int there = inbox.readable();
        if (there < TELLING) {
            return false;
        }
        ByteBuffer memory = inbox.memory();
        for (int i = 0; i < Math.min(there, PREFACE.length); i++) {
            if (memory.get(inbox.start() + i) != PREFACE[i]) {
                return false;
            }
        }
        return true;
    }

    /** Takes over from a client whose first bytes are those of HTTP/2, where it may speak that. */
    static boolean takesOver(HttpClient from) {
        Inbox inbox = from.inbox();
        HttpEntry entry = from.entry();
        boolean stays = from instanceof UpgradedClient upgraded && upgraded.staysWithHttp1()
                || entry.frontend().settings().get(Http2Settings.NO_UPGRADE)
                || !entry.admission()
                        .listener()
                        .spec()
                        .settings()
                        .get(Http2Settings.PROTO)
                        .isEmpty();
        if (stays || !isPreface(inbox)) {
            return false;
        }
        byte[] received = new byte[inbox.readable()];
        inbox.memory().get(inbox.start(), received, 0, received.length);
        ClientPeer peer = from.peer();
        from.surrender();
        begin(entry, from.wire(), peer, received);
        return true;
    }

    /** Begins; {@code received} was read from the wire before. */
    static void begin(HttpEntry entry, Wire wire, ClientPeer peer, byte[] received) {
        Http2Client made = new Http2Client(entry, wire, peer);
        CounterSet.add(entry.admission().frontendCounters(), Counter.HTTP2_SESSIONS, 1);
        entry.site().connections().add(made);
        made.connection = FrontConnection.begin(
                entry.site().worker(), wire, made, entry.site().plans().http2(), received);
        entry.site().settle();
    }

    HttpEntry entry() {
        return entry;
    }

    OwnConnection own() {
        return own;
    }

    /** Ends once the requests under way have; returns how many connections that makes. */
    int drain() {
        FrontConnection known = connection;
        if (known != null) {
            known.drain();
        }
        return 1;
    }

    @Override
    public void opened(Wire stream, boolean first) {
        new Http2Stream(this, stream, peer, first).begin();
    }

    @Override
    public long[] counters() {
        return entry.admission().frontendCounters();
    }

    @Override
    public long patienceMillis(boolean first) {
        HttpPlan plan = entry.plan();
        return first ? plan.requestMillis : plan.keepAliveMillis;
    }

    @Override
    public boolean isClosing() {
        return entry.isClosing();
    }

    @Override
    public void ended() {
        boolean unused = entry.site().connections().remove(this);
        own.drop();
        peer.ended();
        entry.admission().released(wire);
        entry.site().settle();
    }
}
