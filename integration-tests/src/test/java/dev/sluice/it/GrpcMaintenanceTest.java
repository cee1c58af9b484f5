package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.v1.AdminState;
import dev.sluice.grpc.v1.FrontendState;
import dev.sluice.grpc.v1.ReloadReport;
import dev.sluice.it.MaintenanceStory.Traffic;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.GrpcClient;
import dev.sluice.it.harness.Load;
import dev.sluice.it.harness.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The maintenance story as an orchestrator tells it: once a call has returned, what it promised holds. */
class GrpcMaintenanceTest {
    private static final int ROUNDS = 20;

    private final MaintenanceStory story = new MaintenanceStory();
    private final GrpcClient client = new GrpcClient(story.proxy.grpcPort());

    @AfterEach
    void end() {
        client.close();
        story.close();
    }

    @Test
    void nothingArrivesAfterAServerWasDisabled() {
        for (Traffic traffic : Traffic.values()) {
            story.nothingArrivesAfterTheReply(
                    traffic,
                    ROUNDS,
                    backend -> assertThat(
                                    client.disableServer(backend, "server").getAdminState())
                            .isEqualTo(AdminState.ADMIN_STATE_MAINT),
                    this::enable);
        }
    }

    @Test
    void nothingArrivesAfterAServerWasDrained() {
        for (Traffic traffic : Traffic.values()) {
            story.nothingArrivesAfterTheReply(
                    traffic,
                    ROUNDS,
                    backend -> assertThat(client.drainServer(backend, "server").getAdminState())
                            .isEqualTo(AdminState.ADMIN_STATE_DRAIN),
                    this::enable);
        }
    }

    private void enable(String backend) {
        assertThat(client.enableServer(backend, "server").getAdminState()).isEqualTo(AdminState.ADMIN_STATE_READY);
    }

    @Test
    void nothingArrivesAfterAReloadHasRemovedTheServer() {
        for (Traffic traffic : Traffic.values()) {
            story.nothingArrivesAfterTheReply(traffic, 8, backend -> reload(false), backend -> reload(true));
        }
    }

    private void reload(boolean withStamped) {
        story.configure(withStamped);
        ReloadReport report = client.reload();
        assertThat(report.getServersAdded()).isEqualTo(withStamped ? 2 : 0);
        assertThat(report.getServersRemoved()).isEqualTo(withStamped ? 0 : 2);
        assertThat(report.getConnectionsClosed()).isZero();
    }

    @Test
    void whatIsUnderWayGoesOn() {
        story.whatIsUnderWayGoesOn(
                server -> assertThat(client.disableServer("webservers", server).getAdminState())
                        .isEqualTo(AdminState.ADMIN_STATE_MAINT),
                server -> assertThat(client.enableServer("webservers", server).getAdminState())
                        .isEqualTo(AdminState.ADMIN_STATE_READY));
    }

    @Test
    void aDisabledFrontendRefusesWhatIsNewAlone() {
        int port = story.proxy.port("http");
        try (Conversation established = new Conversation(port);
                Load elsewhere = new Load(story.proxy.port("wide"), 2, Load.Kind.CLOSE)) {
            assertThat(established.get("/").response().status()).isEqualTo(200);
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(client.disableFrontend("http")).isEqualTo(FrontendState.FRONTEND_STATE_PAUSED);
                assertThat(Conversation.isRefused(port)).as("round " + round).isTrue();
                assertThat(established.get("/").response().status()).isEqualTo(200);
                assertThat(client.enableFrontend("http")).isEqualTo(FrontendState.FRONTEND_STATE_OPEN);
                try (Conversation fresh = new Conversation(port)) {
                    assertThat(fresh.get("/").response().status()).isEqualTo(200);
                }
            }
            assertThat(elsewhere.errors()).isEmpty();
        }
    }

    @Test
    void aDisabledBackendFinishesWhatItBeganAndAnswers503() {
        int port = story.proxy.port("http");
        client.disableServer("webservers", "web2");
        try (Conversation download = new Conversation(port);
                Conversation established = new Conversation(port)) {
            assertThat(download.get("/slow").receive(4)).isEqualTo("HTTP");
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(client.disableBackend("webservers")).isFalse();
                int before = story.web1.requests();
                assertThat(established.get("/").response().status())
                        .as("round " + round)
                        .isEqualTo(503);
                assertThat(story.web1.requests() - before)
                        .as("health checks at most")
                        .isLessThan(2);
                assertThat(client.enableBackend("webservers")).isTrue();
                assertThat(established.get("/").response().body()).isEqualTo("web1");
            }
            story.web1.finishSlow();
            assertThat(download.receive(Origin.SLOW_BYTES)).hasSize(Origin.SLOW_BYTES);
        }
    }
}
