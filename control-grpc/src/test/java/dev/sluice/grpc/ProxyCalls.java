package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.v1.Backend;
import dev.sluice.grpc.v1.BackendServiceGrpc;
import dev.sluice.grpc.v1.BalanceAlgorithm;
import dev.sluice.grpc.v1.DisableBackendRequest;
import dev.sluice.grpc.v1.DisableDynamicCookieRequest;
import dev.sluice.grpc.v1.DisableFrontendRequest;
import dev.sluice.grpc.v1.DynamicCookieServiceGrpc;
import dev.sluice.grpc.v1.EnableBackendRequest;
import dev.sluice.grpc.v1.EnableDynamicCookieRequest;
import dev.sluice.grpc.v1.EnableFrontendRequest;
import dev.sluice.grpc.v1.Frontend;
import dev.sluice.grpc.v1.FrontendServiceGrpc;
import dev.sluice.grpc.v1.FrontendState;
import dev.sluice.grpc.v1.GetBackendRequest;
import dev.sluice.grpc.v1.GetFrontendRequest;
import dev.sluice.grpc.v1.GetSessionRequest;
import dev.sluice.grpc.v1.ListBackendsRequest;
import dev.sluice.grpc.v1.ListFrontendsRequest;
import dev.sluice.grpc.v1.ListSessionsRequest;
import dev.sluice.grpc.v1.ProxyMode;
import dev.sluice.grpc.v1.Session;
import dev.sluice.grpc.v1.SessionServiceGrpc;
import dev.sluice.grpc.v1.SetDynamicCookieKeyRequest;
import dev.sluice.grpc.v1.ShutdownFrontendRequest;
import dev.sluice.grpc.v1.ShutdownServerSessionsRequest;
import dev.sluice.grpc.v1.ShutdownSessionRequest;
import dev.sluice.grpc.v1.UpdateFrontendRequest;
import dev.sluice.state.Frontend.Status;
import io.grpc.Channel;

/** The calls of backends, frontends and the sessions that run through them. */
final class ProxyCalls {
    private static final String S1 = "backends/app/servers/s1";

    private final TestProgram program;
    private final Channel channel;

    ProxyCalls(TestProgram program, Channel channel) {
        this.program = program;
        this.channel = channel;
    }

    private dev.sluice.state.Frontend web() {
        return program.state().topology().frontend("web").orElseThrow();
    }

    void backends() {
        var backends = BackendServiceGrpc.newBlockingStub(channel);
        var list = backends.listBackends(ListBackendsRequest.getDefaultInstance());
        assertThat(list.getBackendsList())
                .extracting(Backend::getName)
                .containsExactly("backends/app", "backends/fixed");
        assertThat(list.getBackends(1).getAlgorithm()).isEqualTo(BalanceAlgorithm.BALANCE_ALGORITHM_STATIC_ROUND_ROBIN);
        var disabled = backends.disableBackend(
                DisableBackendRequest.newBuilder().setName("backends/app").build());
        assertThat(disabled.getBackend().getEnabled()).isFalse();
        assertThat(program.state().topology().backend("app").orElseThrow().isEnabled())
                .isFalse();
        backends.enableBackend(
                EnableBackendRequest.newBuilder().setName("backends/app").build());
        var get = backends.getBackend(
                GetBackendRequest.newBuilder().setName("backends/app").build());
        assertThat(get.getBackend().getEnabled()).isTrue();
        assertThat(get.getBackend().getTotalServers()).isEqualTo(2);
        assertThat(get.getBackend().getMode()).isEqualTo(ProxyMode.PROXY_MODE_HTTP);
    }

    void dynamicCookies() {
        var cookies = DynamicCookieServiceGrpc.newBlockingStub(channel);
        var app = program.state().topology().backend("app").orElseThrow();
        var enabled = cookies.enableDynamicCookie(
                EnableDynamicCookieRequest.newBuilder().setName("backends/app").build());
        assertThat(enabled.getBackend().getName()).isEqualTo("backends/app");
        assertThat(app.cookies().isDynamic()).isTrue();
        cookies.setDynamicCookieKey(SetDynamicCookieKeyRequest.newBuilder()
                .setName("backends/app")
                .setKey("secret")
                .build());
        assertThat(app.cookies().key()).isEqualTo("secret");
        cookies.disableDynamicCookie(
                DisableDynamicCookieRequest.newBuilder().setName("backends/app").build());
        assertThat(app.cookies().isDynamic()).isFalse();
    }

    void frontends() {
        var frontends = FrontendServiceGrpc.newBlockingStub(channel);
        var list = frontends.listFrontends(ListFrontendsRequest.getDefaultInstance());
        assertThat(list.getFrontendsList()).extracting(Frontend::getName).containsExactly("frontends/web");
        assertThat(list.getFrontends(0)
                        .getListeners(0)
                        .getAddress()
                        .getInternet()
                        .getHost())
                .isEqualTo("127.0.0.1");
        frontends.updateFrontend(UpdateFrontendRequest.newBuilder()
                .setFrontend(Frontend.newBuilder().setName("frontends/web").setMaxConnections(0))
                .build());
        assertThat(web().maxconn()).isZero();
        frontends.disableFrontend(
                DisableFrontendRequest.newBuilder().setName("frontends/web").build());
        assertThat(web().status()).isEqualTo(Status.PAUSED);
        frontends.enableFrontend(
                EnableFrontendRequest.newBuilder().setName("frontends/web").build());
        assertThat(web().status()).isEqualTo(Status.OPEN);
        frontends.shutdownFrontend(
                ShutdownFrontendRequest.newBuilder().setName("frontends/web").build());
        var get = frontends.getFrontend(
                GetFrontendRequest.newBuilder().setName("frontends/web").build());
        assertThat(get.getFrontend().getState()).isEqualTo(FrontendState.FRONTEND_STATE_STOPPED);
        Refused.by(() -> frontends.enableFrontend(EnableFrontendRequest.newBuilder()
                        .setName("frontends/web")
                        .build()))
                .with(io.grpc.Status.Code.FAILED_PRECONDITION, "FRONTEND_SHUT_DOWN");
    }

    void sessions() {
        program.addStream(0x1f, "s1");
        program.addStream(0x2f, "s2");
        program.addStream(0x3f, "s2");
        var sessions = SessionServiceGrpc.newBlockingStub(channel);
        var list = sessions.listSessions(ListSessionsRequest.newBuilder()
                .setServer("backends/app/servers/s2")
                .build());
        assertThat(list.getSessionsList()).extracting(Session::getName).containsExactly("sessions/2f", "sessions/3f");
        var get = sessions.getSession(
                GetSessionRequest.newBuilder().setName("sessions/1f").build());
        assertThat(get.getSession().getSourceHost()).isEqualTo("127.0.0.1");
        assertThat(get.getSession().getSourcePort()).isEqualTo(5555);
        assertThat(get.getSession().getFrontend()).isEqualTo("frontends/web");
        assertThat(get.getSession().getServer()).isEqualTo(S1);
        sessions.shutdownSession(
                ShutdownSessionRequest.newBuilder().setName("sessions/1f").build());
        Refused.by(() -> sessions.getSession(
                        GetSessionRequest.newBuilder().setName("sessions/1f").build()))
                .with(io.grpc.Status.Code.NOT_FOUND, "SESSION_NOT_FOUND");
        var cut = sessions.shutdownServerSessions(ShutdownServerSessionsRequest.newBuilder()
                .setServer("backends/app/servers/s2")
                .build());
        assertThat(cut.getSessions()).isEqualTo(2);
    }
}
