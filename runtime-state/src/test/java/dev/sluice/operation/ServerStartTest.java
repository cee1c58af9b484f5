package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operation.server.AddServer;
import dev.sluice.operation.server.PortArgument;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerAgentSend;
import dev.sluice.state.Server;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers begin with, as HAProxy 3.5 shows it in {@code show servers state}. */
class ServerStartTest {
    private static final String TEXT = """
            defaults base
                mode http
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            defaults low from base
                default-server inter 60s
            defaults high from base
                default-server rise 5
            backend none from base
                server a 127.0.0.1:9
                server b 127.0.0.1:9 check rise 3
                default-server weight 3
                server c 127.0.0.1:9 rise 3
                server d 127.0.0.1:9
            backend low from low
                server a 127.0.0.1:9 fall 9
                server b 127.0.0.1:9 disabled rise 3
            backend high from high
                server a 127.0.0.1:9
                server-template t 2 127.0.0.1:9
                server-template u 2 127.0.0.1:9 rise 1
            """;

    @ParameterizedTest
    @CsvSource({
        "none/a, 0",
        "none/b, 0",
        "none/c, 3",
        "none/d, 2",
        "low/a, 2",
        "low/b, 0",
        "high/a, 5",
        "high/t1, 5",
        "high/t2, 5",
        "high/u2, 1"
    })
    void healthBeginsAtTheRiseBelowADefaultServer(String server, int health) {
        try (World world = new World(TEXT)) {
            assertThat(world.server(server).health().health()).isEqualTo(health);
        }
    }

    @Test
    void nothingIsKnownOfOneThatIsAdded() {
        try (World world = new World(TEXT)) {
            world.say(new AddServer(ServerRef.parse("high/n"), List.of("127.0.0.1:9", "rise", "3")));
            world.say(new AddServer(ServerRef.parse("high/off"), List.of("127.0.0.1:9", "disabled")));
            Server added = world.server("high/n");
            assertThat(added.health().health()).isZero();
            assertThat(added.health().isPaused()).isFalse();
            assertThat(world.server("high/off").health().isPaused()).isTrue();
        }
    }

    @Test
    void whatIsWrongWithTheAddressIsToldFirst() {
        try (World world = new World(TEXT)) {
            assertThat(world.say(new AddServer(ServerRef.parse("high/n"), List.of("127.0.0.1:65536", "foo"))))
                    .isEqualTo("invalid port '65536'");
        }
    }

    @Test
    void anAgentThatIsOffIsAnErrorForWhatItIsSent() {
        try (World world = new World(TEXT)) {
            Outcome.Refused refused = (Outcome.Refused)
                    world.ask(new SetServerAgentSend(ServerRef.parse("none/a"), "hello"), World.ADMIN);
            assertThat(refused.severity()).isEqualTo(Severity.ERROR);
            assertThat(refused.text()).isEqualTo("agent checks are not enabled on this server.");
        }
    }

    @Test
    void aPortThatIsMissingIsAnErrorAndOneThatIsWrongAWarning() {
        assertThat(PortArgument.parse("agent-port", "").refusal())
                .isEqualTo(Outcome.refused(Reason.MISSING_ARGUMENT, "set server <b>/<s> agent-port requires a port."));
        assertThat(PortArgument.address("agent-addr", "", "").refusal())
                .isEqualTo(Outcome.refused(
                        Reason.MISSING_ARGUMENT,
                        "set server <b>/<s> agent-addr requires an address and optionally a port."));
        assertThat(PortArgument.parse("agent-port", "65536").refusal())
                .isEqualTo(
                        new Outcome.Refused(Reason.VALUE_OUT_OF_RANGE, Severity.WARNING, "provided port is invalid"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, 0", "-, 0", "00080, 80", "65535, 65535"})
    void portsAreNumbers(String word, int port) {
        assertThat(PortArgument.parse("agent-port", word).value()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "+1, provided port is not an integer",
        "+0, provided port is not an integer",
        "1a, provided port is not an integer",
        "0x1, provided port is not an integer",
        "-1, provided port is invalid",
        "-70000, provided port is invalid",
        "65536, provided port is invalid"
    })
    void otherWordsAreNone(String word, String text) {
        assertThat(World.text(PortArgument.parse("agent-port", word).refusal())).isEqualTo(text);
    }
}
