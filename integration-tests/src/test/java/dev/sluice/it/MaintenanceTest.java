package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.MaintenanceStory.Traffic;
import dev.sluice.it.harness.Socat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator takes a server out while traffic flows: nothing is cut, and once the reply was read nothing arrives there any more. */
class MaintenanceTest {
    /** Often enough to meet the moment between a decision already taken and the reply. */
    private static final int ROUNDS = 20;

    private final MaintenanceStory story = new MaintenanceStory();

    @AfterEach
    void end() {
        story.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "disable server %s/server, enable server %s/server",
        "set server %s/server state drain, set server %s/server state ready",
        "set server %s/server state maint, set server %s/server state ready"
    })
    void nothingArrivesAfterTheReply(String out, String in) {
        for (Traffic traffic : Traffic.values()) {
            story.nothingArrivesAfterTheReply(
                    traffic, ROUNDS, backend -> ask(out.formatted(backend)), backend -> ask(in.formatted(backend)));
        }
    }

    private void ask(String command) {
        assertThat(story.proxy.admin().ask(command)).isEqualTo("\n");
    }

    @Test
    void norAfterAReloadThatRemovesTheServer() {
        for (Traffic traffic : Traffic.values()) {
            story.nothingArrivesAfterTheReply(traffic, 8, backend -> reload(false), backend -> reload(true));
        }
    }

    private void reload(boolean withStamped) {
        story.configure(withStamped);
        String expected = withStamped ? "2 servers added, 0 removed" : "0 servers added, 2 removed";
        assertThat(story.proxy.admin().ask("reload")).contains(expected + ", 0 connections closed");
    }

    @Test
    void whatIsUnderWayGoesOn() {
        story.whatIsUnderWayGoesOn(
                server -> assertThat(Socat.ask(story.proxy, "disable server webservers/" + server))
                        .isEqualTo("\n"),
                server -> assertThat(Socat.ask(story.proxy, "enable server webservers/" + server))
                        .isEqualTo("\n"));
    }
}
