package dev.sluice.tls;

import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the files hold that a configuration names, read at one moment.
 *
 * @param certificates by name
 * @param authorities lists of trusted certificates, by file name
 * @param revocations lists of revoked certificates, by file name
 * @param lists lists of certificates, by file name
 * @param expansions names of certificates that a name in the configuration stands for, where that is not the name itself
 * @param tickets secrets of session tickets, by file name, in the order of their numbers
 * @param makers authorities that certificates are made with, by file name
 * @param chains what is shown above certificates
 * @param tokenKeys public keys that signatures of tokens are checked with, by file name
 * @param forTokens names of the certificates that they may be checked with
 */
public record TlsFiles(
        Map<String, CertificateFile> certificates,
        Map<String, List<X509Certificate>> authorities,
        Map<String, List<X509CRL>> revocations,
        Map<String, List<CrtListLine>> lists,
        Map<String, List<String>> expansions,
        Map<String, List<byte[]>> tickets,
        Map<String, CertificateMaker> makers,
        Chains chains,
        Map<String, PublicKey> tokenKeys,
        Set<String> forTokens) {
    /** Nothing named. */
    public static final TlsFiles EMPTY = new TlsFiles(
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Chains.NONE, Map.of(), Set.of());

    /** Keeps copies of the collections. */
    public TlsFiles {
        certificates = Map.copyOf(certificates);
        authorities = Map.copyOf(authorities);
        revocations = Map.copyOf(revocations);
        lists = Map.copyOf(lists);
        expansions = Map.copyOf(expansions);
        makers = Map.copyOf(makers);
        tokenKeys = Map.copyOf(tokenKeys);
        forTokens = Set.copyOf(forTokens);
        tickets = Collections.unmodifiableMap(new LinkedHashMap<>(tickets));
    }

    /** The certificates that a name stands for. */
    public List<String> expand(String name) {
        return expansions.getOrDefault(name, List.of(name));
    }

    /** {@code file}, which is relative to {@code base} unless it says otherwise. */
    public static String path(String base, String file) {
        boolean complete = base.isEmpty() || file.isEmpty() || file.startsWith("/") || file.startsWith("@");
        return complete ? file : base + "/" + file;
    }
}
