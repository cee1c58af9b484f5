package dev.sluice.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.sample.PacketNumber;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Clock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What packets of a connection say, asked of the kernel. */
class EpollWireTest {
    private static final WireHandler NOBODY = new WireHandler() {
        @Override
        public void onReadable(Wire wire) {}

        @Override
        public void onWritable(Wire wire) {}

        @Override
        public void onError(Wire wire, WireError error) {}
    };

    @ParameterizedTest
    @CsvSource({"16, 16", "0x20, 32", "0x1b8, 184"})
    void packetsSayOfWhichClassTheyAre(String written, int expected) throws Exception {
        Worker worker = new Worker(0, 16_384, Clock.SYSTEM, Thread::new);
        try (ServerSocket origin = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> told = new CompletableFuture<>();
            worker.execute(() -> {
                try {
                    Wire wire = worker.connect(origin.getLocalSocketAddress(), NOBODY);
                    EpollWire ground = Objects.requireNonNull(wire.ground());
                    SocketOptions.trafficClass(ground.tcp(), (int) PacketNumber.of(written));
                    told.complete(ground.fd().getIntOpt(0, 1));
                    wire.close();
                    // Closed it is left alone.
                    SocketOptions.trafficClass(ground.tcp(), 0);
                } catch (Exception failure) {
                    told.completeExceptionally(failure);
                }
            });
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(expected);
        } finally {
            assertThat(worker.loop().shutdownGracefully(0, 1, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "0xff, 255", "-1, 4294967295", "0x1ffffffff, 4294967295", "foo, -1", "0x-1, -1", "'', -1"})
    void marksAreWrittenInTwoWays(String written, long expected) {
        assertThat(PacketNumber.of(written)).isEqualTo(expected);
    }
}
