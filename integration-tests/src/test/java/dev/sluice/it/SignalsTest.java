package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Load;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.Signals;
import dev.sluice.it.harness.Unstarted;
import dev.sluice.it.harness.WebConfiguration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to the real process, with traffic. */
class SignalsTest {
    private final Origin web1 = new Origin("web1");
    private final Origin web2 = new Origin("web2");

    @AfterEach
    void end() {
        web1.close();
        web2.close();
    }

    private String configuration(boolean second) {
        return WebConfiguration.of("app", List.of("server web1 127.0.0.1:" + web1.port()))
                + (second ? "    server web2 127.0.0.1:" + web2.port() + "\n" : "");
    }

    private static int statusOf(ProxyProcess proxy) {
        try {
            boolean ended = proxy.process().waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended).as("ended").isTrue();
            return proxy.process().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "USR2"})
    void theFilesAreReadAgain(String signal) {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(false));
                Load load = new Load(proxy.port("http"), 4, true)) {
            Await.until(() -> "web1 serves", () -> load.answers("web1") > 10);
            proxy.configuration(configuration(true));
            Signals.send(signal, proxy.process().pid());
            Await.until(() -> "web2 serves " + load.errors(), () -> load.answers("web2") > 10);
            assertThat(load.errors()).isEmpty();
        }
    }

    @Test
    void listenersPauseAndResume() {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(false))) {
            int port = proxy.port("http");
            try (Conversation established = new Conversation(port)) {
                assertThat(established.get("/").response().status()).isEqualTo(200);
                Signals.send("TTOU", proxy.process().pid());
                Await.until(() -> "refused", () -> Conversation.isRefused(port));
                assertThat(established.get("/").response().status()).isEqualTo(200);
                assertThat(proxy.admin().stat("http", "FRONTEND", "status")).isEqualTo("PAUSED");
                Signals.send("TTIN", proxy.process().pid());
                Await.until(() -> "accepted", () -> !Conversation.isRefused(port));
                assertThat(established.get("/").response().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aSoftStopFinishesWhatIsUnderWay() {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(false))) {
            int port = proxy.port("http");
            try (Conversation busy = new Conversation(port);
                    Conversation idle = new Conversation(port)) {
                assertThat(idle.get("/").response().status()).isEqualTo(200);
                busy.get("/slow");
                Await.until(() -> "the download has begun", () -> web1.slowBegun() == 1);
                Signals.send("USR1", proxy.process().pid());
                Await.until(() -> "refused", () -> Conversation.isRefused(port));
                assertThat(idle.drain()).as("closed without a byte").isZero();
                assertThat(proxy.process().isAlive()).isTrue();
                web1.finishSlow();
                assertThat(busy.response().body()).hasSize(Origin.SLOW_BYTES);
            }
            assertThat(statusOf(proxy)).isZero();
        }
    }

    @Test
    void aSoftStopAnswersWhoIsIdleOnceMoreWhereThatIsWanted() {
        String patient = configuration(false)
                        .replace("    default_backend", "    option idle-close-on-response\n    default_backend")
                + WebConfiguration.frontend("other", "127.0.0.1:0", "app");
        try (ProxyProcess proxy = ProxyProcess.sluice(patient)) {
            int port = proxy.port("http");
            try (Conversation idle = new Conversation(port);
                    Conversation other = new Conversation(proxy.port("other"))) {
                assertThat(idle.get("/").response().status()).isEqualTo(200);
                assertThat(other.get("/").response().status()).isEqualTo(200);
                Signals.send("USR1", proxy.process().pid());
                assertThat(other.drain()).as("closed without a byte").isZero();
                assertThat(Conversation.isRefused(port)).isTrue();
                assertThat(idle.get("/").response().headers()).containsEntry("connection", "close");
                assertThat(idle.drain()).isZero();
            }
            assertThat(statusOf(proxy)).isZero();
        }
    }

    /** As a shell sees it: in master-worker mode the status is that of HAProxy's master. */
    @ParameterizedTest
    @CsvSource({"TERM,-V,0", "INT,-V,0", "INT,-W,130", "USR1,-W,0"})
    void theProcessEnds(String signal, String option, int status) {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(false), option);
                Conversation client = new Conversation(proxy.port("http"))) {
            // A soft stop does not wait for who has his answer; a hard one not even for who has not.
            if (signal.equals("USR1")) {
                assertThat(client.get("/").response().status()).isEqualTo(200);
            } else {
                client.get("/slow");
                Await.until(() -> "the download has begun", () -> web1.slowBegun() == 1);
            }
            Signals.send(signal, proxy.process().pid());
            assertThat(statusOf(proxy)).isEqualTo(status);
            assertThat(proxy.directory().resolve("admin.sock")).doesNotExist();
        }
    }

    /** Dead of the signal itself and not of an exit status that is as high, and even where the shell had it ignored. */
    @ParameterizedTest
    @CsvSource({"INT,2", "TERM,15"})
    void whoHasNotBegunDiesOfTheSignal(String signal, int number) {
        try (Unstarted unstarted = new Unstarted()) {
            Await.until(() -> "the configuration is read", unstarted::isReading);
            Signals.send(signal, unstarted.pid());
            Await.until(() -> "dead", () -> unstarted.waitStatus().isPresent());
            assertThat(unstarted.waitStatus()).hasValue(number);
        }
    }
}
