package dev.sluice.state.tls;

import dev.sluice.config.TlsSettings.Verify;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * How one side speaks TLS.
 *
 * @param versions spoken, in the library's names, oldest first
 * @param ciphers up to TLSv1.2; empty for the library's choice
 * @param groups for the exchange of keys; empty for the library's choice
 * @param protocols offered, in order; empty for no negotiation
 * @param verify what happens to the peer's certificate
 * @param authorities whom to trust
 * @param named those of them that clients are told of
 * @param revoked what is no longer good, empty for no look at it
 * @param ignored what failures of the peer's certificate, and of those above it, are let pass
 * @param tickets whether sessions are resumed by ticket
 * @param ticketKeys what tickets are sealed with; empty for secrets of its own
 * @param preferPeer whether the peer's order of ciphers counts
 * @param files the names of the files that trust comes from
 * @param sessions how many sessions are kept, and for how many seconds
 */
public record TlsProfile(
        List<String> versions,
        List<String> ciphers,
        List<String> groups,
        List<String> protocols,
        Verify verify,
        List<X509Certificate> authorities,
        List<X509Certificate> named,
        List<X509CRL> revoked,
        Ignored ignored,
        boolean tickets,
        List<byte[]> ticketKeys,
        boolean preferPeer,
        Set<String> files,
        Sessions sessions) {
    /** Failures that are let pass, as numbers; {@code -1} stands for all of them. */
    public record Ignored(List<Integer> ofPeer, List<Integer> ofAuthorities) {
        /** Nothing is. */
        public static final Ignored NOTHING = new Ignored(List.of(), List.of());

        /** Keeps copies of the lists. */
        public Ignored {
            ofPeer = List.copyOf(ofPeer);
            ofAuthorities = List.copyOf(ofAuthorities);
        }
    }

    /** How many sessions are kept, and for how long. */
    public record Sessions(int count, int seconds) {}

    /** Keeps copies of the lists. */
    public TlsProfile {
        versions = List.copyOf(versions);
        ciphers = List.copyOf(ciphers);
        groups = List.copyOf(groups);
        protocols = List.copyOf(protocols);
        authorities = List.copyOf(authorities);
        named = List.copyOf(named);
        revoked = List.copyOf(revoked);
        ticketKeys = List.copyOf(ticketKeys);
        files = Set.copyOf(files);
    }
}
