package dev.sluice.proxy.tls;

import dev.sluice.config.TlsSettings.Verify;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CounterSet;
import dev.sluice.state.TlsTraffic;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.CertificateUse;
import dev.sluice.state.tls.ConnectingPlan;
import dev.sluice.state.tls.TlsContext;
import dev.sluice.state.tls.TlsProfile;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CipherString;
import dev.sluice.tls.OcspResponse;
import dev.sluice.tls.TlsFormatException;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/** Makes contexts of plans, and has the memory of each worker's encrypted connections. */
public final class TlsRoom {
    private static final List<String> SUITES =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private final AtomicBoolean practised = new AtomicBoolean();
    /** Each worker writes and reads its own slot. */
    private final AtomicReferenceArray<TlsMemory> memories = new AtomicReferenceArray<>(CounterSet.WORKERS_MAX);

    private final TlsTraffic traffic;

    /** An empty one, which counts in {@code traffic}. */
    public TlsRoom(TlsTraffic traffic) {
        this.traffic = traffic;
    }

    TlsTraffic traffic() {
        return traffic;
    }

    TlsMemory memory(Worker worker) {
        TlsMemory memory = memories.get(worker.index());
        if (memory == null) {
            memory = new TlsMemory();
            memories.set(worker.index(), memory);
        }
        return memory;
    }

    /** What connections of a bind line are encrypted with. */
    public TlsContext accepting(AcceptingPlan plan) throws TlsFormatException {
        practise();
        Map<CertificateUse, SslContext> contexts = new IdentityHashMap<>();
        boolean done = false;
        try {
            // The same certificate under other names, used in the same way, is the same to the library.
            Map<CertificateData, Map<TlsProfile, SslContext>> made = new IdentityHashMap<>();
            for (CertificateUse use : plan.uses()) {
                Map<TlsProfile, SslContext> same = made.computeIfAbsent(use.data(), missing -> new IdentityHashMap<>());
                SslContext known = same.get(use.profile());
                SslContext context = known == null ? server(use) : known;
                same.put(use.profile(), context);
                contexts.put(use, context);
            }
            done = true;
        } finally {
            if (!done) {
                Contexts.release(contexts.values());
            }
        }
        return new AcceptingContext(this, plan, contexts);
    }

    /** What connections to a server are encrypted with. */
    public TlsContext connecting(ConnectingPlan plan) throws TlsFormatException {
        practise();
        Map<List<String>, SslContext> contexts = new HashMap<>();
        boolean done = false;
        try {
            Set<List<String>> offers = new HashSet<>(plan.stepProtocols());
            offers.add(plan.profile().protocols());
            offers.add(plan.checkProtocols());
            offers.add(plan.webSocketProtocols());
            for (List<String> each : offers) {
                if (!contexts.containsKey(each)) {
                    contexts.put(each, client(plan, each));
                }
            }
            done = true;
        } finally {
            if (!done) {
                contexts.values().forEach(Contexts::release);
            }
        }
        return new ConnectingContext(this, plan, contexts);
    }

    /** Once, before the first connection; on the thread that loads or changes the configuration. */
    private void practise() {
        if (practised.compareAndSet(false, true)) {
            boolean unused = FirstHandshake.run(this);
        }
    }

    SslContext client(ConnectingPlan plan, List<String> protocols) throws TlsFormatException {
        TlsProfile profile = plan.profile();
        SslContextBuilder builder = SslContextBuilder.forClient().trustManager(new Verifier(profile, plan.host()));
        CertificateData own = plan.own();
        if (own != null) {
            builder.keyManager(keys(own, plan.ownName()));
        }
        // The name is compared by our own verifier, which knows of 'verifyhost'.
        builder.endpointIdentificationAlgorithm("");
        SslContext context = build(builder, profile, protocols, plan.ownName());
        if (OpenSsl.isAvailable()) {
            ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(plan.resume());
        }
        return context;
    }

    /** Lets go of a context; connections that it began go on. */
    public static void discard(TlsContext context) {
        if (context instanceof AcceptingContext accepting) {
            accepting.release();
        } else if (context instanceof ConnectingContext connecting) {
            connecting.release();
        }
    }

    SslContext server(CertificateUse use) throws TlsFormatException {
        TlsProfile profile = use.profile();
        CertificateData data = use.data();
        OcspResponse stapled = data.ocsp();
        SslContextBuilder builder = SslContextBuilder.forServer(keys(data, use.certificate()))
                .clientAuth(
                        switch (profile.verify()) {
                            case NONE -> ClientAuth.NONE;
                            case OPTIONAL -> ClientAuth.OPTIONAL;
                            case REQUIRED -> ClientAuth.REQUIRE;
                        })
                .enableOcsp(OpenSsl.isAvailable() && stapled != null)
                // Also where nobody is asked: without one the platform's whole list would be read for each certificate.
                .trustManager(new Verifier(profile, ""));
        SslContext context = build(builder, profile, profile.protocols(), use.certificate());
        if (context instanceof ReferenceCountedOpenSslContext open) {
            resumption(open, profile);
        }
        return context;
    }

    /** A session that was taken up again would not say what was wrong with the certificate that was let pass. */
    private static void resumption(ReferenceCountedOpenSslContext open, TlsProfile profile) {
        boolean lenient = profile.verify() != Verify.NONE
                && !(profile.ignored().ofPeer().isEmpty()
                        && profile.ignored().ofAuthorities().isEmpty());
        OpenSslSessionContext sessions = open.sessionContext();
        sessions.setSessionCacheEnabled(!lenient && profile.sessions().count() > 0);
        if (!lenient && profile.tickets()) {
            // The library seals no tickets before it is given secrets.
            sessions.setTicketKeys(profile.ticketKeys().isEmpty() ? Tickets.random() : Tickets.keys(profile));
        }
    }

    private KeyManagerFactory keys(CertificateData data, String name) throws TlsFormatException {
        PrivateKey key = data.key();
        if (key == null) {
            throw new TlsFormatException(
                    "unable to load SSL private key into SSL Context '" + name + "': passed a null parameter.");
        }
        KeyManagerFactory fixed = FixedKey.factory(key, data.chain());
        // The library's form of the key is made once, not for each handshake.
        return OpenSsl.isAvailable() ? new OpenSslCachingX509KeyManagerFactory(fixed) : fixed;
    }

    private SslContext build(SslContextBuilder builder, TlsProfile profile, List<String> protocols, String name)
            throws TlsFormatException {
        List<String> ciphers = new ArrayList<>(SUITES);
        ciphers.addAll(profile.ciphers().isEmpty() ? CipherString.all() : profile.ciphers());
        builder.sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
                .protocols(profile.versions())
                .sessionCacheSize(profile.sessions().count())
                .sessionTimeout(profile.sessions().seconds());
        if (OpenSsl.isAvailable()) {
            builder.ciphers(ciphers);
            if (!profile.groups().isEmpty()) {
                builder.option(OpenSslContextOption.GROUPS, profile.groups().toArray(String[]::new));
            }
        } else if (!profile.ciphers().isEmpty() || !profile.groups().isEmpty()) {
            throw new TlsFormatException(
                    "'ciphers' and 'curves' cannot be honoured: BoringSSL cannot be loaded on this machine");
        }
        if (!protocols.isEmpty()) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    protocols));
        }
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException | IllegalStateException refused) {
            throw new TlsFormatException("unable to make an SSL Context of '" + name + "': " + refused.getMessage());
        }
    }

    /** The library that encrypts, by name and version. */
    public static String library() {
        return OpenSsl.isAvailable()
                ? OpenSsl.versionString()
                : "JSSE " + System.getProperty("java.version") + " (BoringSSL cannot be loaded)";
    }
}
