package dev.sluice.operation.tls;

import dev.sluice.config.Level;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.operation.Caller;
import dev.sluice.operation.Door;
import dev.sluice.operation.Host;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.tls.OcspUpdates;
import dev.sluice.state.tls.OcspUpdates.Entry;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.OcspRequest;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has authorities asked again when it is time, one after the other: there is no hurry, and they are not to be flooded. */
public final class OcspTimer {
    private static final long TICK_MILLIS = 1000;

    private final Door door;
    private final RuntimeState state;
    private final Clock clock;
    private final Host host;
    private final Caller caller = new Caller(Level.ADMIN, "ocsp-update", "");
    private final AtomicBoolean asking = new AtomicBoolean();
    /** What was found in the certificates that want it, as long as they stay the same; as many as there are. */
    private Map<CertificateData, Optional<OcspRequest>> requests = new IdentityHashMap<>();

    private OcspTimer(Door door, RuntimeState state, Clock clock, Host host) {
        this.door = door;
        this.state = state;
        this.clock = clock;
        this.host = host;
    }

    /** Looks once a second from now on what is due. */
    public static void start(Door door, RuntimeState state, Clock clock, Host host) {
        new OcspTimer(door, state, clock, host).tick();
    }

    private void tick() {
        Settings global = state.configuration().global();
        if (!global.get(TlsSettings.OCSP_DISABLED)) {
            look(global);
        }
        host.schedule(this::tick, TICK_MILLIS);
    }

    private void look(Settings global) {
        OcspUpdates updates = state.tls().ocspUpdates();
        long now = clock.wallMillis();
        Set<String> wanted = new HashSet<>();
        Map<CertificateData, Optional<OcspRequest>> seen = new IdentityHashMap<>();
        for (CertificateFile file : state.tls().certificates().values()) {
            CertificateData data = file.data();
            if (file.ocspUpdate() && data != null) {
                Optional<OcspRequest> known = requests.get(data);
                Optional<OcspRequest> request = known != null ? known : OcspRequest.of(data);
                seen.put(data, request);
                request.ifPresent(asks -> {
                    wanted.add(asks.id());
                    if (updates.find(asks.id()) == null) {
                        updates.add(OcspHandlers.first(file.name(), asks, data, global, now));
                    }
                });
            }
        }
        requests = seen;
        updates.retain(wanted);
        if (!wanted.isEmpty() && !asking.get()) {
            updates.next().filter(entry -> entry.nextMillis() <= now).ifPresent(this::ask);
        }
    }

    private void ask(Entry entry) {
        asking.set(true);
        var unused = door.submit(new UpdateOcspResponse(entry.path()), caller).whenComplete((outcome, error) -> {
            OcspUpdates updates = state.tls().ocspUpdates();
            Entry after = updates.find(entry.id());
            // A refusal that never got as far as asking is no reason to try again at once.
            if (after != null && after.nextMillis() == entry.nextMillis()) {
                updates.put(after.at(clock.wallMillis()
                        + 1000L * state.configuration().global().get(TlsSettings.OCSP_MIN_DELAY)));
            }
            asking.set(false);
        });
    }
}
