package dev.sluice.proxy.check;

import dev.sluice.config.CheckStep;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.SocketSettings;
import dev.sluice.config.TlsSettings;
import dev.sluice.proxy.http.HeaderNames;
import dev.sluice.proxy.preface.Headers;
import dev.sluice.proxy.session.Outgoing;
import dev.sluice.state.Check;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import dev.sluice.state.tls.ConnectingPlan;
import dev.sluice.state.tls.ConnectingTls;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Connections of a script to a server.
 *
 * @param server which one
 * @param global what holds for the process
 * @param wasUp whether it was not down when the check began
 */
record ServerLinks(Server server, Settings global, boolean wasUp) implements ScriptProbe.Links {
    ServerLinks(Server server, Settings global) {
        this(server, global, server.operationalState() != OperationalState.STOPPED);
    }

    @Override
    public Probe.Target target(Script.Connect step, CheckContext context) {
        int port = step.port() == null ? step.numericPort() : Script.number(step.port(), context);
        int usual = server.settings().get(ServerSettings.CHECK_PORT);
        String host = step.to().host().isEmpty()
                ? server.settings().get(ServerSettings.CHECK_ADDR)
                : step.to().host();
        boolean socks =
                step.to().socks() || step.to().asServer() && server.settings().get(SocketSettings.CHECK_VIA_SOCKS4);
        int to = port > 0 && port <= 65_535 ? port : usual;
        return () -> Outgoing.ofCheck(server, CheckTarget.of(server, host, to), socks);
    }

    @Override
    public byte[] spelled(byte[] request) {
        HeaderNames.spell(ByteBuffer.wrap(request), server.backend().settings(), global);
        return request;
    }

    /** What the step says comes before what the server's line says, and the latter counts only where the step says so. */
    @Override
    public void prepare(Probe probe, Script.Connect step) {
        CheckStep.Connect to = step.to();
        if (to.asServer()) {
            HealthKind.asLine(server, probe, false, global);
        } else {
            probe.encrypt(null, "", List.of());
            probe.begin(null);
            probe.speak(Http2Wish.of("", server, global));
        }
        ConnectingTls tls = server.encryption().tls();
        if (tls != null && (to.ssl() || to.asServer() && HealthKind.isEncrypted(server))) {
            ConnectingPlan plan = tls.plan();
            String host = to.asServer() ? server.settings().get(TlsSettings.CHECK_SNI) : "";
            List<String> offered =
                    to.asServer() ? plan.checkProtocols() : plan.profile().protocols();
            probe.encrypt(tls, to.sni().isEmpty() ? host : to.sni(), to.alpn().isEmpty() ? offered : to.alpn());
        }
        if (to.header()) {
            probe.begin(Headers.ofStep(server.settings(), global));
        }
        if (!to.proto().isEmpty()) {
            probe.speak(Http2Wish.of(to.proto(), server, global));
        }
    }

    @Override
    public String state() {
        Check health = server.health();
        // Before its first checks a server is up although nothing is counted yet, which gives HAProxy's "UP -1/3".
        boolean up = server.operationalState() != OperationalState.STOPPED;
        String word = server.operationalState() == OperationalState.STOPPING ? "NOLB" : up ? "UP" : "DOWN";
        boolean between = up ? health.health() < health.top() : health.health() > 0;
        int of = up ? health.fall() : health.rise();
        int now = up ? health.health() - health.rise() + 1 : health.health();
        long total = server.backend().servers().stream()
                .filter(other -> !other.isBackup()
                        && other.adminState() == 0
                        && other.operationalState() != OperationalState.STOPPED)
                .mapToLong(Server::weight)
                .sum();
        return word + (between ? " " + now + "/" + of : "")
                + "; address="
                + (server.address().isLocalSocket() ? "unix" : server.address().host())
                + (server.address().isLocalSocket()
                        ? ""
                        : "; port=" + server.address().port())
                + "; name=" + server.backend().name() + "/" + server.name()
                + "; node=" + global.get(GlobalSettings.NODE)
                + "; weight=" + server.weight() + "/" + total
                + "; scur=" + server.sessions().get() + "/"
                + server.backend().sessions().get()
                + "; qcur=" + server.queued().get();
    }
}
