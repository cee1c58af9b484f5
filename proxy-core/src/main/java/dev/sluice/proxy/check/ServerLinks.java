package dev.sluice.proxy.check;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.proxy.preface.Headers;
import dev.sluice.proxy.session.Outgoing;
import dev.sluice.state.Check;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;

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
        return () -> Outgoing.ofCheck(server, CheckTarget.of(server, host, port > 0 && port <= 65_535 ? port : usual));
    }

    @Override
    public void prepare(Probe probe, Script.Connect step) {
        if (step.to().asServer()) {
            HealthKind.asLine(server, probe, step.number() == 0, global);
        } else {
            probe.encrypt(null, "");
            probe.begin(null);
            probe.speak(Http2Wish.of("", server, global));
        }
        if (step.to().ssl()) {
            String own = step.to().sni();
            probe.encrypt(
                    server.encryption().tls(), own.isEmpty() ? server.settings().get(TlsSettings.CHECK_SNI) : own);
        }
        if (step.to().header()) {
            probe.begin(Headers.ofOwn());
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
