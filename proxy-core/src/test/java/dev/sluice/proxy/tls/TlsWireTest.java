package dev.sluice.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.TlsSettings.Verify;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Clock;
import dev.sluice.state.TlsTraffic;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.CertificateUse;
import dev.sluice.state.tls.ConnectingPlan;
import dev.sluice.state.tls.TlsProfile;
import dev.sluice.tls.CertificateData;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.util.internal.PlatformDependent;
import java.io.ByteArrayOutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two ends of an encrypted connection over memory, which takes as much as a test says. */
class TlsWireTest {
    private static final int TURNS_MAX = 10_000;

    private final Worker worker = new Worker(0, 16_384, Clock.SYSTEM, Thread::new);
    private final TlsTraffic traffic = new TlsTraffic();
    private final TlsRoom contexts = new TlsRoom(traffic);
    private final Pipe clientSide = new Pipe();
    private final Pipe serverSide = new Pipe();
    private final End client = new End(true, clientSide);
    private final End server = new End(false, serverSide);
    private final ByteBuffer room = ByteBuffer.allocateDirect(65_536);
    private final SslContext ofClient;
    private final SslContext ofServer;

    TlsWireTest() throws Exception {
        CertificateData data = CertificateData.read("test", FirstHandshake.pem());
        ofServer = contexts.server(
                new CertificateUse("test", data, FirstHandshake.profile(), List.of(), List.of(), true, null, 0));
        ofClient = contexts.client(
                new ConnectingPlan(FirstHandshake.profile(), null, "", "", false, List.of(), Set.of(), List.of()),
                List.of("http/1.1"));
    }

    /** One direction each; the two ends of a connection share two of them. */
    private static final class Pipe implements Wire {
        private final ArrayDeque<Byte> arrived = new ArrayDeque<>();
        private @Nullable Pipe peer;
        private @Nullable WireHandler handler;
        private int capacity = Integer.MAX_VALUE;
        private boolean ended;
        private boolean open = true;

        @Override
        public int read(long address, int most) {
            int length = Math.min(most, arrived.size());
            for (int i = 0; i < length; i++) {
                PlatformDependent.putByte(address + i, arrived.remove());
            }
            return length > 0 ? length : ended ? EOF : WOULD_BLOCK;
        }

        @Override
        public int write(long address, int length) {
            Pipe to = peer;
            if (to == null) {
                return 0;
            }
            int takes = Math.min(length, capacity - to.arrived.size());
            for (int i = 0; i < takes; i++) {
                to.arrived.add(PlatformDependent.getByte(address + i));
            }
            return Math.max(0, takes);
        }

        @Override
        public long takeReceived() {
            return 0;
        }

        @Override
        public long takeSent() {
            return 0;
        }

        @Override
        public boolean isReadable() {
            return ended || !arrived.isEmpty();
        }

        @Override
        public boolean isWritable() {
            Pipe to = peer;
            return to != null && to.arrived.size() < capacity;
        }

        @Override
        public boolean isPeerDone() {
            return ended;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public WireError error() {
            return WireError.NONE;
        }

        @Override
        public void handler(WireHandler next) {
            handler = next;
        }

        @Override
        public void shutdownOutput() {
            Pipe to = peer;
            if (to != null) {
                to.ended = true;
            }
        }

        @Override
        public void close() {
            open = false;
            shutdownOutput();
        }

        @Override
        public void reset() {
            close();
        }

        @Override
        public @Nullable SocketAddress remoteAddress() {
            return null;
        }

        @Override
        public @Nullable SocketAddress localAddress() {
            return null;
        }

        void turn() {
            WireHandler hears = handler;
            if (hears != null && open && isReadable()) {
                hears.onReadable(this);
            }
            if (hears != null && open && isWritable()) {
                hears.onWritable(this);
            }
        }
    }

    private final class End implements WireHandler {
        private final TlsWire wire;
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private boolean connected;
        private boolean ended;
        private boolean failed;
        private WireError error = WireError.NONE;

        End(boolean isClient, Pipe over) {
            wire = new TlsWire(worker, contexts, isClient, this);
            wire.over(over);
        }

        @Override
        public void onConnected(Wire from) {
            connected = true;
        }

        @Override
        public void onReadable(Wire from) {
            int length = from.read(PlatformDependent.directBufferAddress(room), room.capacity());
            while (length > 0) {
                byte[] bytes = new byte[length];
                room.get(0, bytes);
                got.writeBytes(bytes);
                length = from.read(PlatformDependent.directBufferAddress(room), room.capacity());
            }
            ended |= length == Wire.EOF;
            failed |= length == Wire.FAILED;
        }

        @Override
        public void onWritable(Wire to) {}

        @Override
        public void onError(Wire from, WireError why) {
            error = why;
        }

        int send(byte[] bytes, int from) {
            int length = Math.min(bytes.length - from, room.capacity());
            room.put(0, bytes, from, length);
            return Math.max(0, wire.write(PlatformDependent.directBufferAddress(room), length));
        }
    }

    @BeforeEach
    void begin() {
        clientSide.peer = serverSide;
        serverSide.peer = clientSide;
        client.wire.use(ofClient.newEngine(UnpooledByteBufAllocator.DEFAULT));
        server.wire.use(ofServer.newEngine(UnpooledByteBufAllocator.DEFAULT));
    }

    @AfterEach
    void end() throws Exception {
        client.wire.reset();
        server.wire.reset();
        Contexts.release(ofClient);
        Contexts.release(ofServer);
        worker.loop().shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }

    private void shake() {
        client.wire.begin();
        for (int i = 0; i < TURNS_MAX && !(client.connected && server.connected); i++) {
            serverSide.turn();
            clientSide.turn();
        }
        assertThat(client.connected && server.connected).isTrue();
    }

    @Test
    void carriesBytesBothWaysAndOneEndAtATime() {
        shake();
        assertThat(client.wire.facts().alpn()).isEqualTo("http/1.1");
        assertThat(client.wire.facts().group())
                .isEqualTo(server.wire.facts().group())
                .startsWith("X25519");
        assertThat(client.send("question".getBytes(StandardCharsets.US_ASCII), 0))
                .isEqualTo(8);
        serverSide.turn();
        assertThat(server.got.toString(StandardCharsets.US_ASCII)).isEqualTo("question");
        assertThat(server.send("answer".getBytes(StandardCharsets.US_ASCII), 0)).isEqualTo(6);
        server.wire.shutdownOutput();
        clientSide.turn();
        assertThat(client.got.toString(StandardCharsets.US_ASCII)).isEqualTo("answer");
        assertThat(client.ended).isTrue();
    }

    @Test
    void takesNoMoreThanTheOtherSideDoes() {
        shake();
        clientSide.capacity = 1000;
        byte[] much = new byte[200_000];
        new Random(1).nextBytes(much);
        int sent = client.send(much, 0);
        assertThat(sent).as("one record at most waits").isLessThanOrEqualTo(16_384);
        assertThat(client.wire.isWritable()).isFalse();
        for (int i = 0; i < TURNS_MAX && server.got.size() < much.length; i++) {
            serverSide.turn();
            clientSide.turn();
            sent += sent < much.length ? client.send(much, sent) : 0;
        }
        assertThat(server.got.toByteArray()).isEqualTo(much);
    }

    /** Tickets carry what a client has shown, so that they may be as long as a record. */
    @Test
    void whatFollowsLongTicketsLeavesWithoutBeingAskedAgain() throws Exception {
        CertificateData shown = CertificateData.read("client", FirstHandshake.pem());
        CertificateData many = new CertificateData(Collections.nCopies(12, shown.leaf()), shown.key(), null, null);
        TlsProfile optional = FirstHandshake.profile(Verify.OPTIONAL, List.of(shown.leaf()));
        SslContext asking = contexts.server(new CertificateUse(
                "test",
                CertificateData.read("test", FirstHandshake.pem()),
                optional,
                List.of(),
                List.of(),
                true,
                null,
                0));
        SslContext showing = contexts.client(
                new ConnectingPlan(FirstHandshake.profile(), many, "", "", false, List.of(), Set.of(), List.of()),
                List.of("http/1.1"));
        client.wire.use(showing.newEngine(UnpooledByteBufAllocator.DEFAULT));
        server.wire.use(asking.newEngine(UnpooledByteBufAllocator.DEFAULT));
        shake();
        byte[] much = new byte[16_000];
        new Random(2).nextBytes(much);
        assertThat(server.send(much, 0)).isEqualTo(much.length);
        clientSide.turn();
        assertThat(client.got.toByteArray()).isEqualTo(much);
        Contexts.release(asking);
        Contexts.release(showing);
    }

    @Test
    void aHandshakeThatEndsHalfwayIsAFailure() {
        client.wire.begin();
        while (serverSide.arrived.size() > 40) {
            serverSide.arrived.removeLast();
        }
        serverSide.ended = true;
        serverSide.turn();
        assertThat(server.connected).isFalse();
        assertThat(server.error).isEqualTo(WireError.HANDSHAKE);
    }

    @ParameterizedTest
    @CsvSource({"20, 01", "21, 0100", "22, 01000000", "22, 0e000000", "23, 68656c6c6f", "24, 00"})
    void whatComesInTheClearAfterTheHandshakeIsABreach(int type, String content) {
        shake();
        byte[] bytes = HexFormat.of().parseHex(content);
        byte[] header = {(byte) type, 3, 3, 0, (byte) bytes.length};
        for (byte[] part : List.of(header, bytes)) {
            for (byte each : part) {
                serverSide.arrived.add(each);
            }
        }
        assertThat(client.send("question".getBytes(StandardCharsets.US_ASCII), 0))
                .isEqualTo(8);
        serverSide.turn();
        assertThat(server.got.size()).as("bytes handed on").isZero();
        assertThat(server.failed).isTrue();
        assertThat(server.wire.isBroken()).isTrue();
        assertThat(clientSide.arrived.peekFirst()).as("an alert, sealed or not").isIn((byte) 21, (byte) 23);
    }

    /** Letting go of a shared one twice would be refused by the library. */
    @Test
    void aCertificateWithManyNamesIsOneContextWhichIsLetGoOfOnce() throws Exception {
        CertificateData data = CertificateData.read("test", FirstHandshake.pem());
        TlsProfile profile = FirstHandshake.profile();
        List<CertificateUse> uses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            uses.add(new CertificateUse("test", data, profile, List.of("h" + i), List.of(), i == 0, "list", i));
        }
        AcceptingContext line =
                (AcceptingContext) contexts.accepting(new AcceptingPlan(uses, List.of("list"), false, 0, 0, null));
        assertThat(line.distinct()).isEqualTo(1);
        TlsRoom.discard(line);
    }

    @Test
    void countsWhatIsEncrypted() {
        shake();
        assertThat(traffic.total()).isEqualTo(2);
        assertThat(traffic.open()).isEqualTo(2);
        assertThat(traffic.clientKeyRate().perSecond(0)).isEqualTo(1);
        assertThat(traffic.serverKeyRate().perSecond(0)).isEqualTo(1);
        assertThat(traffic.reusedPercent(0)).isZero();
        client.wire.close();
        server.wire.close();
        server.wire.close();
        assertThat(traffic.open()).isZero();
        assertThat(traffic.total()).isEqualTo(2);
    }
}
