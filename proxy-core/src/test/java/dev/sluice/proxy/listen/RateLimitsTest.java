package dev.sluice.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.Rig;
import dev.sluice.state.Clock;
import dev.sluice.state.ProcessState;
import dev.sluice.state.Rates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits of rates. Nothing here ends a second but the test itself, so what a second may have is counted exactly. */
class RateLimitsTest {
    private static final int MOST = 3;
    private static final int CLIENTS = 5;

    private ServerSocket origin;

    @BeforeEach
    void start() throws IOException {
        origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread greets = new Thread(this::greet, "greets");
        greets.setDaemon(true);
        greets.start();
    }

    private final List<Socket> greeted = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws IOException {
        origin.close();
        for (Socket each : greeted) {
            each.close();
        }
    }

    private void greet() {
        try {
            while (true) {
                Socket taken = origin.accept();
                greeted.add(taken);
                taken.getOutputStream().write('!');
            }
        } catch (IOException over) {
            // The test is over.
        }
    }

    private String config(String more) {
        return """
                defaults
                    mode tcp
                    timeout client 60s
                    timeout server 60s
                    timeout connect 60s
                listen l
                    bind 127.0.0.1:0
                    %s
                    server s1 127.0.0.1:%d
                """.formatted(more, origin.getLocalPort());
    }

    private static long greeted(List<Socket> clients) {
        return clients.stream()
                .filter(client -> {
                    try {
                        return client.getInputStream().available() > 0;
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                })
                .count();
    }

    /** So many of a second are taken, those behind them when it is over. */
    private static void obeys(Rig rig) throws Exception {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(rig.connect("l"));
            }
            Rig.await(() -> greeted(clients) == MOST);
            assertThat(rig.frontend("l").sessions().get()).isEqualTo(MOST);
            Rates.tick(rig.state, Clock.SYSTEM.millis());
            Rig.await(() -> greeted(clients) == CLIENTS);
        } finally {
            for (Socket each : clients) {
                each.close();
            }
        }
    }

    @Test
    void aFrontendTakesSoManySessionsASecond() throws Exception {
        try (Rig rig = Rig.start(config("rate-limit sessions " + MOST))) {
            obeys(rig);
        }
    }

    @Test
    void aProcessTakesSoManyConnectionsASecond() throws Exception {
        for (ObjIntConsumer<ProcessState> limit : List.<ObjIntConsumer<ProcessState>>of(
                ProcessState::connectionRateLimit, ProcessState::sessionRateLimit)) {
            try (Rig rig = Rig.start(config(""))) {
                limit.accept(rig.state.process(), MOST);
                obeys(rig);
            }
        }
    }

    @Test
    void aReloadSetsWhatIsSaidAnew() throws Exception {
        try (Rig rig = Rig.start(config(""))) {
            ProcessState process = rig.state.process();
            String global = "global\n maxconnrate 11\n maxsessrate 12\n maxsslrate 13\n";
            assertThat(rig.reload(Rig.parse(global + config("")))).isEmpty();
            assertThat(process.connectionRateLimit()).isEqualTo(11);
            assertThat(process.sessionRateLimit()).isEqualTo(12);
            assertThat(process.sslRateLimit()).isEqualTo(13);
            // What a command has set stays where the configuration says the same as before.
            process.sessionRateLimit(5);
            assertThat(rig.reload(Rig.parse(global + config("maxconn 9")))).isEmpty();
            assertThat(process.sessionRateLimit()).isEqualTo(5);
        }
    }
}
