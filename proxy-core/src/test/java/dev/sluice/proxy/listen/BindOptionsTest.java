package dev.sluice.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.sluice.proxy.Rig;
import dev.sluice.state.Listener;
import io.netty.channel.epoll.LinuxSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bind lines say of their sockets, asked of the kernel. */
class BindOptionsTest {
    private static final int TCP = 6;

    private static Listener listener(Rig rig) {
        return rig.frontend("f").listeners().get(0);
    }

    private static String config(String bind) {
        return """
                defaults
                    mode tcp
                    timeout client 5s
                frontend f
                    bind %s
                """.formatted(bind);
    }

    @ParameterizedTest
    @CsvSource({
        // What is said, the level, the number of the option, its value.
        "127.0.0.1:0 tcp-ut 5s, 6, 18, 5000",
        "127.0.0.1:0 mss 1000, 6, 2, 1000",
        "127.0.0.1:0 defer-accept, 6, 9, 1",
        "127.0.0.1:0, 6, 9, 0",
        "127.0.0.1:0, 6, 18, 0",
        "127.0.0.1:0 transparent, 0, 19, 1",
        "[::]:0 v6only, 41, 26, 1",
        "[::]:0 v4v6, 41, 26, 0",
        "[::]:0 v4v6 v6only, 41, 26, 1"
    })
    void areThoseOfTheSocket(String bind, int level, int option, int expected) throws Exception {
        try (Rig rig = Rig.start(config(bind))) {
            List<OpenSocket> opened = SocketOpener.open(listener(rig), 1, false);
            try {
                assertThat(opened.get(0).socket().getIntOpt(level, option)).isEqualTo(expected);
            } finally {
                opened.forEach(OpenSocket::close);
            }
        }
    }

    @Test
    void theSystemHoldsAsMuchForAClientAsTheConfigurationSays() throws Exception {
        String tunes = "global\n tune.rcvbuf.client 20000\n tune.sndbuf.client 30k\n tune.notsent-lowat.client 16384\n";
        try (Rig rig = Rig.start(tunes + config("127.0.0.1:0"))) {
            LinuxSocket socket = LinuxSocket.newSocketStream(false);
            try {
                new Arrivals(listener(rig)).prepare(socket);
                // The kernel doubles the first two, for what it needs besides (socket(7)).
                assertThat(socket.getReceiveBufferSize()).isEqualTo(40_000);
                assertThat(socket.getSendBufferSize()).isEqualTo(61_440);
                assertThat(socket.getIntOpt(TCP, 25)).isEqualTo(16_384);
            } finally {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"option tcp-smart-accept, 0", "no option tcp-smart-accept, 1"})
    void anAcknowledgementIsSavedWhereThatIsWanted(String option, int quick) throws Exception {
        try (Rig rig = Rig.start(config("127.0.0.1:0") + " " + option + "\n")) {
            LinuxSocket socket = LinuxSocket.newSocketStream(false);
            try {
                new Arrivals(listener(rig)).prepare(socket);
                assertThat(socket.getIntOpt(TCP, 12)).isEqualTo(quick);
            } finally {
                socket.close();
            }
        }
    }

    @Test
    void dataMayComeWithTheFirstPacketOfAsManyAsMayWait() throws Exception {
        try (Rig rig = Rig.start(config("127.0.0.1:0 tfo backlog 12"))) {
            List<OpenSocket> opened = SocketOpener.open(listener(rig), 1, false);
            LinuxSocket socket = opened.get(0).socket();
            try {
                Limits limits = new Limits(rig.state.process(), () -> {}, (listener, reason) -> {});
                new ListenerSockets(listener(rig), opened, List.of(), limits, mock(Starters.class)).listen();
                assertThat(socket.getIntOpt(TCP, 23)).isEqualTo(12);
            } finally {
                opened.forEach(OpenSocket::close);
            }
        }
    }

    @Test
    void anInterfaceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Rig.start(config("127.0.0.1:0 interface nosuch0")))
                .hasMessageContaining("cannot bind listener to device 'nosuch0'");
    }

    @Test
    void aListenerWhoseSocketIsToBeAnotherIsOpenedAnew() throws Exception {
        try (Rig rig = Rig.start(config("127.0.0.1:0"))) {
            Listener first = listener(rig);
            String bound = first.boundAddress();
            assertThat(rig.reload(Rig.parse(config("127.0.0.1:0 maxconn 5")))).isEmpty();
            assertThat(listener(rig)).isSameAs(first);
            assertThat(rig.reload(Rig.parse(config("127.0.0.1:0 tcp-ut 5s")))).isEmpty();
            assertThat(listener(rig)).isNotSameAs(first);
            assertThat(listener(rig).boundAddress()).isNotEqualTo(bound);
        }
    }
}
