package dev.sluice.config.keyword;

import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** HAProxy's keywords that nothing here understands so far: known by name, so that the message can say so. */
final class NotYetKeywords {
    private static final Set<Place> NAMED = EnumSet.of(Place.FRONTEND, Place.BACKEND, Place.LISTEN);

    private static final String GLOBAL = """
            51degrees-cache-size 51degrees-data-file 51degrees-property-name-list 51degrees-property-separator
            close-spread-time deviceatlas-json-file
            grace
            h1-do-not-close-on-insecure-transfer-encoding
            harden.reject-privileged-ports.tcp harden.reject-privileged-ports.quic
            httpclient.retries httpclient.ssl.ca-file httpclient.ssl.verify httpclient.timeout.connect
            jwt.decrypt_alg_list jwt.decrypt_enc_list lua-load lua-load-per-thread lua-prepend-path
            setcap shm-stats-file shm-stats-file-max-objects ssl-engine
            ssl-propquery ssl-provider ssl-provider-path ssl-security-level
            tune.buffers.limit tune.glitches.kill.cpu-usage tune.h1.be.glitches-threshold
            tune.h1.fe.glitches-threshold
            tune.rcvbuf.backend tune.rcvbuf.frontend
            tune.sndbuf.backend tune.sndbuf.frontend
            tune.streams-elasticity
            wurfl-data-file""";

    private static final String PROXIES = """
            email-alert""";

    private static final String SECTIONS = """
            ssl-f-use use-fcgi-app""";

    private static final String OPTIONS = """
            independent-streams""";

    private static final String BIND = """
            client-sigalgs idle-ping ktls nbconn
            npn sigalgs tcp-md5sig tcp-ss""";

    /** What the sockets of listeners can be told, but not those of the admin socket so far. */
    private static final String SOCKET = "cc interface mss tcp-ut transparent v4v6 v6only";

    /** What encrypts traffic, but not the admin socket so far. */
    private static final String TLS_OF_SOCKET = """
            alpn ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file ciphers ciphersuites crl-file crt
            crt-ignore-err crt-list curves default-crt generate-certificates ecdhe force-sslv3 force-tlsv10
            force-tlsv11 force-tlsv12 force-tlsv13 no-alpn no-ca-names
            no-sslv3 no-strict-sni no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 ssl ssl-max-ver ssl-min-ver
            prefer-client-ciphers strict-sni tls-ticket-keys tls-tickets verify""";

    private static final String SERVER = """
            check-pool-conn-name check-reuse-pool
            client-sigalgs
            idle-ping ktls no-check-reuse-pool
            npn renegotiate shard
            sigalgs strict-maxconn tcp-md5sig""";

    /** Those of a server that HAProxy does not take on a line of a running program. */
    private static final Set<String> NOT_DYNAMIC = Set.of("no-check-reuse-pool", "ssl-reuse", "tcp-md5sig");

    private NotYetKeywords() {}

    static List<Keyword> all() {
        List<Keyword> all = new ArrayList<>();
        refuse(all, Set.of(Place.GLOBAL), GLOBAL);
        refuse(all, Place.PROXIES, PROXIES);
        refuse(all, NAMED, SECTIONS);
        family(all, "option ", Place.PROXIES, OPTIONS);
        family(all, "stats ", Set.of(Place.GLOBAL), "bind-process calculate-max-counters");
        all.add(Keyword.of("dispatch", "<address>", NAMED, "")
                .refused("HAProxy 3.5 has it no more; a server with this address does the same"));
        all.add(Keyword.of("option transparent", "", Place.PROXIES, "")
                .refused("HAProxy 3.5 has it no more; a server with the address 0.0.0.0 does the same")
                .negatable());
        refuse(all, Set.of(Place.BIND, Place.STATS_SOCKET), BIND);
        refuse(all, Set.of(Place.STATS_SOCKET), SOCKET);
        refuse(all, Set.of(Place.STATS_SOCKET), "accept-netscaler-cip accept-proxy allow-0rtt proto");
        refuse(all, Set.of(Place.STATS_SOCKET), TLS_OF_SOCKET);
        refuse(all, Set.of(Place.SERVER), SERVER);
        return all;
    }

    private static void refuse(List<Keyword> all, Set<Place> places, String names) {
        family(all, "", places, names);
    }

    private static void family(List<Keyword> all, String first, Set<Place> places, String names) {
        for (String name : names.split("\\s+", -1)) {
            Keyword said = Keyword.of(first + name, "...", places, "").notYet();
            Keyword keyword = NOT_DYNAMIC.contains(name) ? said.notDynamic() : said;
            all.add(first.equals("option ") ? keyword.negatable() : keyword);
        }
    }
}
