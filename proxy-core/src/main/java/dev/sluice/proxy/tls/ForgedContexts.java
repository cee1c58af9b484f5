package dev.sluice.proxy.tls;

import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CounterSet;
import dev.sluice.state.tls.CertificateUse;
import dev.sluice.state.tls.Forging;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.TlsFormatException;
import io.netty.handler.ssl.SslContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that were made for hosts, of one bind line. Each worker has its own, the most recently asked for: making one costs about as
 * much as a handshake, and sharing them would need a lock.
 */
final class ForgedContexts {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TlsRoom room;
    private final Forging forging;
    /** Each worker writes and reads its own slot; the control thread empties them once no worker looks any more. */
    private final AtomicReferenceArray<@Nullable Kept> kept = new AtomicReferenceArray<>(CounterSet.WORKERS_MAX);

    ForgedContexts(TlsRoom room, Forging forging) {
        this.room = room;
        this.forging = forging;
    }

    /** A certificate and what it is shown with. */
    record Forged(CertificateUse use, SslContext context) {}

    private static final class Kept extends LinkedHashMap<String, Forged> {
        private static final long serialVersionUID = 1L;
        private final int most;

        Kept(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Forged> eldest) {
            boolean full = size() > most;
            if (full) {
                // Connections that began with it hold it themselves.
                Contexts.release(eldest.getValue().context());
            }
            return full;
        }
    }

    /** The certificate for a host with the key of {@code like}; null where none can be made. Let go of by {@link #used}. */
    @Nullable
    Forged find(Worker worker, String host, CertificateUse like) {
        String name = host.toLowerCase(Locale.ROOT);
        Kept own = kept.get(worker.index());
        Forged known = own == null ? null : own.get(name);
        if (known != null) {
            return known;
        }
        Instant now = Instant.ofEpochMilli(worker.clock().wallMillis());
        Optional<CertificateData> made = forging.maker().make(name, like.data(), now, RANDOM);
        if (made.isEmpty()) {
            return null;
        }
        CertificateUse use =
                new CertificateUse(name, made.get(), like.profile(), List.of(name), List.of(), false, null, 0);
        try {
            Forged forged = new Forged(use, room.server(use));
            if (forging.kept() > 0) {
                keep(worker, name, forged);
            }
            return forged;
        } catch (TlsFormatException refused) {
            return null;
        }
    }

    private void keep(Worker worker, String name, Forged forged) {
        Kept own = kept.get(worker.index());
        if (own == null) {
            own = new Kept(forging.kept());
            kept.set(worker.index(), own);
        }
        Forged unused = own.put(name, forged);
    }

    /** An engine was made of it. */
    void used(Forged forged) {
        if (forging.kept() == 0) {
            Contexts.release(forged.context());
        }
    }

    void release() {
        for (int i = 0; i < kept.length(); i++) {
            Kept own = kept.getAndSet(i, null);
            if (own != null) {
                own.values().forEach(forged -> Contexts.release(forged.context()));
            }
        }
    }
}
