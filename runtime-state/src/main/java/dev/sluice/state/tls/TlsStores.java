package dev.sluice.state.tls;

import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.CertificateMaker;
import dev.sluice.tls.Chains;
import dev.sluice.tls.CrtListLine;
import dev.sluice.tls.TlsFiles;
import dev.sluice.tls.TlsFormatException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** All certificates, lists of authorities and of what was revoked, by name, and the change of each kind that is under way. */
public final class TlsStores {
    private final NavigableMap<String, CertificateFile> certificates = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, List<X509Certificate>> authorities = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, List<X509CRL>> revocations = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, List<CrtListLine>> lists = new ConcurrentSkipListMap<>();
    private final NavigableSet<String> forTokens = new ConcurrentSkipListSet<>();
    private volatile Map<String, PublicKey> tokenKeys = Map.of();
    private final OcspUpdates ocspUpdates = new OcspUpdates();
    private volatile List<TicketStore> tickets = List.of();
    private volatile Map<String, List<String>> expansions = Map.of();
    private volatile Map<String, CertificateMaker> makers = Map.of();
    private volatile Chains chains = Chains.NONE;
    private volatile @Nullable CertificateFile certificateChange;
    private volatile @Nullable Change<X509Certificate> authorityChange;
    private volatile @Nullable Change<X509CRL> revocationChange;

    /** A list that is to take the place of another once committed. */
    public record Change<T>(String name, List<T> content) {
        /** Keeps a copy of the list. */
        public Change {
            content = List.copyOf(content);
        }
    }

    /** Holds what files hold, and nothing else; a change under way is dropped. */
    public void replace(TlsFiles files) {
        certificates.clear();
        certificates.putAll(files.certificates());
        authorities.clear();
        authorities.putAll(files.authorities());
        revocations.clear();
        revocations.putAll(files.revocations());
        lists.clear();
        lists.putAll(files.lists());
        forTokens.clear();
        forTokens.addAll(files.forTokens());
        tokenKeys = files.tokenKeys();
        expansions = files.expansions();
        makers = files.makers();
        chains = files.chains();
        List<TicketStore> stores = new ArrayList<>();
        files.tickets().forEach((file, keys) -> stores.add(new TicketStore(stores.size(), file, keys)));
        tickets = List.copyOf(stores);
        certificateChange = null;
        authorityChange = null;
        revocationChange = null;
    }

    /** All certificates, by name. */
    public NavigableMap<String, CertificateFile> certificates() {
        return Collections.unmodifiableNavigableMap(certificates);
    }

    /** All lists of authorities, by name. */
    public NavigableMap<String, List<X509Certificate>> authorities() {
        return Collections.unmodifiableNavigableMap(authorities);
    }

    /** All lists of what was revoked, by name. */
    public NavigableMap<String, List<X509CRL>> revocations() {
        return Collections.unmodifiableNavigableMap(revocations);
    }

    /** All lists of certificates, by name. */
    public NavigableMap<String, List<CrtListLine>> lists() {
        return Collections.unmodifiableNavigableMap(lists);
    }

    /** Names of the certificates that signatures of tokens may be checked with. */
    public Set<String> forTokens() {
        return Collections.unmodifiableNavigableSet(forTokens);
    }

    /** A public key that signatures of tokens are checked with, or null. */
    public @Nullable PublicKey tokenKey(String name) {
        return tokenKeys.get(name);
    }

    /** Secrets of session tickets, by number. */
    public List<TicketStore> tickets() {
        return tickets;
    }

    /** What is shown above certificates. */
    public Chains chains() {
        return chains;
    }

    /** When authorities are asked again. */
    public OcspUpdates ocspUpdates() {
        return ocspUpdates;
    }

    /** The certificate that waits to be committed, or null. */
    public @Nullable CertificateFile certificateChange() {
        return certificateChange;
    }

    /** The list of authorities that waits to be committed, or null. */
    public @Nullable Change<X509Certificate> authorityChange() {
        return authorityChange;
    }

    /** The list of what was revoked that waits to be committed, or null. */
    public @Nullable Change<X509CRL> revocationChange() {
        return revocationChange;
    }

    /** Has a certificate wait, or none. */
    public void certificateChange(@Nullable CertificateFile next) {
        certificateChange = next;
    }

    /** Has a list of authorities wait, or none. */
    public void authorityChange(@Nullable Change<X509Certificate> next) {
        authorityChange = next;
    }

    /** Has a list of what was revoked wait, or none. */
    public void revocationChange(@Nullable Change<X509CRL> next) {
        revocationChange = next;
    }

    /** Adds a certificate, or replaces it. */
    public void put(CertificateFile file) {
        certificates.put(file.name(), file);
    }

    /** Adds a list of authorities, or replaces it. */
    public void putAuthorities(String name, List<X509Certificate> list) {
        authorities.put(name, List.copyOf(list));
    }

    /** Adds a list of what was revoked, or replaces it. */
    public void putRevocations(String name, List<X509CRL> list) {
        revocations.put(name, List.copyOf(list));
    }

    /** Replaces the lines of a list of certificates. */
    public void putList(String name, List<CrtListLine> lines) {
        lists.put(name, List.copyOf(lines));
    }

    /** Removes a certificate. */
    public void removeCertificate(String name) {
        certificates.remove(name);
        forTokens.remove(name);
    }

    /** Removes a list of authorities. */
    public void removeAuthorities(String name) {
        authorities.remove(name);
    }

    /** Removes a list of what was revoked. */
    public void removeRevocations(String name) {
        revocations.remove(name);
    }

    /** Whether signatures of tokens may be checked with a certificate. */
    public void forTokens(String name, boolean allowed) {
        if (allowed) {
            forTokens.add(name);
        } else {
            forTokens.remove(name);
        }
    }

    /** Replaces the secrets of one file. */
    public void putTickets(TicketStore next) {
        tickets = tickets.stream()
                .map(store -> store.id() == next.id() ? next : store)
                .toList();
    }

    /** What is held now. */
    public TlsContent content() {
        return new Overlay(List.of(), null, null, null, null);
    }

    /** What would be held with other certificates. */
    public TlsContent with(List<CertificateFile> files) {
        return new Overlay(files, null, null, null, null);
    }

    /** What would be held with another list of authorities. */
    public TlsContent withAuthorities(Change<X509Certificate> change) {
        return new Overlay(List.of(), change, null, null, null);
    }

    /** What would be held with another list of what was revoked. */
    public TlsContent withRevocations(Change<X509CRL> change) {
        return new Overlay(List.of(), null, change, null, null);
    }

    /** What would be held with another list of certificates. */
    public TlsContent withList(Change<CrtListLine> change) {
        return new Overlay(List.of(), null, null, change, null);
    }

    /** What would be held with other secrets of one file. */
    public TlsContent withTickets(TicketStore next) {
        return new Overlay(List.of(), null, null, null, next);
    }

    /** What files hold, before they take the place of what is held now. */
    public static TlsContent of(TlsFiles files) {
        TlsStores stores = new TlsStores();
        stores.replace(files);
        return stores.content();
    }

    private static <T> T found(@Nullable T value, String what, String name) throws TlsFormatException {
        if (value == null) {
            throw new TlsFormatException("unable to load " + what + " '" + name + "'");
        }
        return value;
    }

    private final class Overlay implements TlsContent {
        private final List<CertificateFile> files;
        private final @Nullable Change<X509Certificate> trusted;
        private final @Nullable Change<X509CRL> revoked;
        private final @Nullable Change<CrtListLine> list;
        private final @Nullable TicketStore secrets;

        Overlay(
                List<CertificateFile> files,
                @Nullable Change<X509Certificate> trusted,
                @Nullable Change<X509CRL> revoked,
                @Nullable Change<CrtListLine> list,
                @Nullable TicketStore secrets) {
            this.files = List.copyOf(files);
            this.trusted = trusted;
            this.revoked = revoked;
            this.list = list;
            this.secrets = secrets;
        }

        @Override
        public List<String> expand(String name) {
            return expansions.getOrDefault(name, List.of(name));
        }

        @Override
        public CertificateFile certificate(String name) throws TlsFormatException {
            for (CertificateFile other : files) {
                if (other.name().equals(name)) {
                    return other;
                }
            }
            return found(certificates.get(name), "certificate", name);
        }

        @Override
        public List<X509Certificate> authorities(String name) throws TlsFormatException {
            return pick(trusted, authorities, "CA file", name);
        }

        @Override
        public List<X509CRL> revocations(String name) throws TlsFormatException {
            return pick(revoked, revocations, "CRL file", name);
        }

        @Override
        public List<CrtListLine> list(String name) throws TlsFormatException {
            return pick(list, lists, "crt-list", name);
        }

        private <T> List<T> pick(@Nullable Change<T> change, Map<String, List<T>> now, String what, String name)
                throws TlsFormatException {
            return change != null && change.name().equals(name) ? change.content() : found(now.get(name), what, name);
        }

        @Override
        public CertificateMaker maker(String name) throws TlsFormatException {
            return found(makers.get(name), "CA file", name);
        }

        @Override
        public List<byte[]> tickets(String name) throws TlsFormatException {
            TicketStore other = secrets;
            for (TicketStore store : tickets) {
                if (store.file().equals(name)) {
                    return (other != null && other.id() == store.id() ? other : store).inUse();
                }
            }
            return found(null, "ticket keys", name);
        }
    }
}
