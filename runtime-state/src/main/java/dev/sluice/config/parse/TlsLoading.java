package dev.sluice.config.parse;

import dev.sluice.config.BindSpec;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.TlsSettings.StoredCertificate;
import dev.sluice.config.TlsSettings.Verify;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.CertificateMaker;
import dev.sluice.tls.Chains;
import dev.sluice.tls.CrtListLine;
import dev.sluice.tls.KeyOpener;
import dev.sluice.tls.PassphraseCommand;
import dev.sluice.tls.RevocationLists;
import dev.sluice.tls.TicketKeys;
import dev.sluice.tls.TlsFileReader;
import dev.sluice.tls.TlsFiles;
import dev.sluice.tls.TlsFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the files that lines with {@code ssl} name, each once, and says what is wrong with them and with the lines. */
final class TlsLoading {
    private static final String SYSTEM = "@system-ca";

    private final Diagnostics diagnostics;
    private final Settings global;
    private final TokenFiles tokens;
    /** Certificates that signatures of tokens may be checked with. */
    private final Set<String> forTokens = new HashSet<>();

    private final List<Scope> stores;
    private final List<ProxySpec> proxies;
    /** Reads as the line at hand names files. */
    private TlsFileReader reader;

    private final Map<String, CertificateFile> certificates = new HashMap<>();
    private final Map<String, List<X509Certificate>> authorities = new HashMap<>();
    private final Map<String, List<X509CRL>> revocations = new HashMap<>();
    private final Map<String, List<CrtListLine>> lists = new HashMap<>();
    private final Map<String, List<String>> expansions = new HashMap<>();
    private final Map<String, List<byte[]>> tickets = new LinkedHashMap<>();
    private final Map<String, CertificateMaker> makers = new HashMap<>();
    /** Whether what is said of a certificate is renewed, as the first line says that has it. */
    private final Map<String, Boolean> renewed = new HashMap<>();

    TlsLoading(
            Diagnostics diagnostics, Settings global, List<Scope> stores, List<ProxySpec> proxies, TokenFiles tokens) {
        this.tokens = tokens;
        this.diagnostics = diagnostics;
        this.global = global;
        this.stores = stores;
        this.proxies = proxies;
        this.reader = new TlsFileReader(
                Set.copyOf(global.get(TlsSettings.EXTRA_FILES)),
                global.get(TlsSettings.EXTRA_DEL_EXT),
                opener(global),
                chains(),
                UnaryOperator.identity());
    }

    private Chains chains() {
        String folder = global.get(TlsSettings.ISSUERS_CHAIN_PATH);
        boolean without = global.get(TlsSettings.SKIP_SELF_ISSUED);
        try {
            return new Chains(folder.isEmpty() ? List.of() : TlsFileReader.chains(folder), without);
        } catch (TlsFormatException failure) {
            diagnostics.alert(Location.INTERNAL, "'issuers-chain-path': " + failure.text());
            return Chains.NONE;
        }
    }

    private static KeyOpener opener(Settings global) {
        List<String> command = global.get(TlsSettings.PASSPHRASE_COMMAND);
        return command.isEmpty() ? KeyOpener.NONE : new PassphraseCommand(command);
    }

    /** Something that may fail on a file. */
    @FunctionalInterface
    private interface Step {
        void run() throws TlsFormatException;
    }

    private void attempt(Location location, String prefix, Step step) {
        reader = reader.at(location::path);
        try {
            step.run();
        } catch (TlsFormatException failure) {
            diagnostics.alert(location, prefix + failure.text());
        }
    }

    TlsFiles read() {
        for (Scope store : stores) {
            store.settings().get(TlsSettings.STORES).forEach(this::stored);
        }
        for (ProxySpec proxy : proxies) {
            if (!proxy.settings().get(ProxySettings.DISABLED)) {
                proxy.binds().forEach(bind -> bind(proxy, bind));
                proxy.servers().forEach(server -> server(proxy, server));
            }
        }
        tokens.certificates().forEach(this::token);
        boolean never = global.get(TlsSettings.OCSP_DISABLED);
        renewed.forEach(
                (name, yes) -> certificates.computeIfPresent(name, (same, file) -> file.renewed(yes && !never)));
        return new TlsFiles(
                certificates,
                authorities,
                revocations,
                lists,
                expansions,
                tickets,
                makers,
                reader.chains(),
                tokens.keys(),
                forTokens);
    }

    /** A certificate that a rule about tokens names: what no line has and no file holds may come later, by a command. */
    private void token(String name, Location location) {
        if (!certificates.containsKey(name)
                && !name.startsWith("@")
                && Files.isRegularFile(Path.of(location.path(name)))) {
            attempt(location, "", () -> certificates.put(name, reader.verifying(name)));
            forTokens.add(name);
        }
    }

    private void stored(String name, StoredCertificate line) {
        attempt(
                line.location(),
                "'load': ",
                () -> certificates.put(
                        name,
                        reader.stored(
                                name,
                                new TlsFileReader.Stored(
                                        line.crt(),
                                        line.path(),
                                        line.key(),
                                        line.ocsp(),
                                        line.issuer(),
                                        line.forTokens()))));
        if (line.forTokens()) {
            forTokens.add(name);
        }
        renewed.put(name, line.ocspUpdate() == null ? global.get(TlsSettings.OCSP_UPDATE) : line.ocspUpdate());
    }

    private void bind(ProxySpec proxy, BindSpec bind) {
        Settings settings = global.get(TlsSettings.BIND_DEFAULTS).toBuilder()
                .merge(bind.settings())
                .build();
        if (!settings.get(TlsSettings.SSL)) {
            return;
        }
        String prefix = "'bind " + bind.addresses().get(0).display() + "' in section '" + proxy.name() + "' : ";
        Location at = bind.location();
        for (String name : settings.get(TlsSettings.CRT)) {
            attempt(at, prefix, () -> shown(path(name)));
        }
        for (String name : settings.get(TlsSettings.DEFAULT_CRT)) {
            attempt(at, prefix, () -> shown(path(name)));
        }
        for (String name : settings.get(TlsSettings.CRT_LIST)) {
            attempt(at, prefix, () -> list(at, name));
        }
        boolean none = settings.get(TlsSettings.CRT).isEmpty()
                && settings.get(TlsSettings.DEFAULT_CRT).isEmpty()
                && settings.get(TlsSettings.CRT_LIST).isEmpty();
        if (none) {
            diagnostics.alert(
                    at,
                    "Proxy '" + proxy.name() + "': no SSL certificate specified for bind '"
                            + bind.addresses().get(0).display() + "' at " + at
                            + " (use 'crt', 'crt-list' or 'default-crt').");
        }
        trust(at, prefix, settings);
        if (settings.get(TlsSettings.GENERATE)) {
            maker(proxy, at, prefix, settings);
        }
        String keys = settings.get(TlsSettings.TICKET_KEYS);
        if (!keys.isEmpty()) {
            attempt(at, prefix, () -> tickets(keys));
        }
        boolean verifies = settings.get(TlsSettings.VERIFY) != Verify.NONE;
        if (verifies
                && settings.get(TlsSettings.CA_FILE).isEmpty()
                && settings.get(TlsSettings.CA_VERIFY_FILE).isEmpty()) {
            diagnostics.alert(at, prefix + "verify is enabled but no CA file specified.");
        }
    }

    private void maker(ProxySpec proxy, Location at, String prefix, Settings settings) {
        String file = TlsFiles.path(global.get(GlobalSettings.CA_BASE), settings.get(TlsSettings.CA_SIGN_FILE));
        if (file.isEmpty()) {
            diagnostics.alert(
                    at,
                    "Proxy '" + proxy.name() + "': cannot enable certificate generation, no CA certificate File"
                            + " configured at [" + at + "].");
            return;
        }
        KeyOpener opener = KeyOpener.with(settings.get(TlsSettings.CA_SIGN_PASS));
        attempt(
                at,
                prefix,
                () -> makers.put(
                        file, CertificateMaker.of(file, CertificateData.read(file, reader.text(file), opener))));
    }

    private void server(ProxySpec proxy, ServerSpec server) {
        Settings settings = global.get(TlsSettings.SERVER_DEFAULTS).toBuilder()
                .merge(server.settings())
                .build();
        Location at = server.location();
        String prefix = "'server " + proxy.name() + "/" + server.name() + "' : ";
        // Named files are read even where nothing is encrypted so far: it can be switched on.
        for (String name : settings.get(TlsSettings.CRT)) {
            attempt(at, prefix, () -> certificate(path(name)));
        }
        trust(at, prefix, settings);
        if (!TlsSettings.isUsed(settings)) {
            return;
        }
        // Only 'none' has to be said: whoever encrypts wants to know to whom.
        boolean verifies = !settings.has(TlsSettings.VERIFY) || settings.get(TlsSettings.VERIFY) == Verify.REQUIRED;
        if (verifies && settings.get(TlsSettings.CA_FILE).isEmpty()) {
            diagnostics.alert(
                    at,
                    prefix + "verify is enabled by default but no CA file specified; say whom to trust with 'ca-file',"
                            + " or 'verify none' on the line or 'ssl-server-verify none' in 'global'.");
        }
    }

    private void trust(Location at, String prefix, Settings settings) {
        for (String file : List.of(settings.get(TlsSettings.CA_FILE), settings.get(TlsSettings.CA_VERIFY_FILE))) {
            if (!file.isEmpty()) {
                attempt(at, prefix, () -> authorities(file));
            }
        }
        String crl = settings.get(TlsSettings.CRL_FILE);
        if (!crl.isEmpty()) {
            attempt(at, prefix, () -> revocations(crl));
        }
    }

    private String path(String name) {
        return TlsFiles.path(global.get(GlobalSettings.CRT_BASE), name);
    }

    private void certificate(String path) throws TlsFormatException {
        if (path.startsWith("@")) {
            if (!certificates.containsKey(path)) {
                throw new TlsFormatException("unable to find the certificate '" + path + "' in a crt-store");
            }
            hasKey(path);
            return;
        }
        hasKey(path);
        if (certificates.containsKey(path) || expansions.containsKey(path)) {
            return;
        }
        List<String> files = reader.expand(path);
        if (!files.equals(List.of(path))) {
            expansions.put(path, files);
        }
        for (String file : files) {
            if (!certificates.containsKey(file)) {
                certificates.put(file, reader.certificate(file));
            }
        }
    }

    /** Of a certificate that was read to check tokens alone there may be no key. */
    private void hasKey(String name) throws TlsFormatException {
        CertificateFile known = certificates.get(name);
        CertificateData data = known == null ? null : known.data();
        if (data != null && data.key() == null) {
            throw new TlsFormatException("No Private Key found in '" + name + "'");
        }
    }

    /** A certificate of a bind line, whose store may say more of it than the line can. */
    private void shown(String path) throws TlsFormatException {
        certificate(path);
        if (!isStored(path)) {
            renew(path, global.get(TlsSettings.OCSP_UPDATE), path);
        }
    }

    private void renew(CrtListLine line) throws TlsFormatException {
        String path = line.certificate();
        if (!isStored(path) || line.options().contains("ocsp-update")) {
            renew(path, line.ocspUpdate(global.get(TlsSettings.OCSP_UPDATE)), path + ":" + line.line());
        }
    }

    private boolean isStored(String path) {
        return stores.stream()
                .anyMatch(store -> store.settings().get(TlsSettings.STORES).containsKey(path));
    }

    private void renew(String path, boolean yes, String where) throws TlsFormatException {
        for (String name : expansions.getOrDefault(path, List.of(path))) {
            Boolean before = renewed.putIfAbsent(name, yes);
            if (before != null && before != yes) {
                throw new TlsFormatException(CrtListLine.otherUpdate(where, before, yes));
            }
        }
    }

    private void list(Location at, String name) throws TlsFormatException {
        if (lists.containsKey(name)) {
            return;
        }
        List<CrtListLine> lines = new ArrayList<>(reader.list(name, global.get(GlobalSettings.CRT_BASE)));
        for (CrtListLine line : lines) {
            certificate(line.certificate());
            renew(line);
            for (String option : List.of("ca-file", "ca-verify-file")) {
                String file = line.option(option, "");
                if (!file.isEmpty()) {
                    authorities(file);
                }
            }
            String crl = line.option("crl-file", "");
            if (!crl.isEmpty()) {
                revocations(crl);
            }
            boolean wild = line.filters().stream().anyMatch(filter -> filter.startsWith("*"));
            // "!*" takes all names away, so that the certificate is shown by default only.
            if (!wild && line.filters().stream().anyMatch(filter -> filter.startsWith("!") && !filter.equals("!*"))) {
                diagnostics.warning(
                        at,
                        "crt-list: negative filters on the line of \"" + line.certificate()
                                + "\" do nothing without a positive one with a wildcard.");
            }
        }
        lists.put(name, lines);
    }

    private void authorities(String name) throws TlsFormatException {
        String file = TlsFiles.path(global.get(GlobalSettings.CA_BASE), name);
        if (authorities.containsKey(file)) {
            return;
        }
        List<X509Certificate> all =
                file.equals(SYSTEM) ? TlsFileReader.system() : CertificateData.readAll(reader.text(file));
        if (all.isEmpty()) {
            throw new TlsFormatException("unable to load CA file '" + file + "': there is no certificate in it");
        }
        authorities.put(file, List.copyOf(all));
    }

    private void revocations(String name) throws TlsFormatException {
        String file = TlsFiles.path(global.get(GlobalSettings.CA_BASE), name);
        if (revocations.containsKey(file)) {
            return;
        }
        List<X509CRL> all = RevocationLists.read(reader.text(file));
        if (all.isEmpty()) {
            throw new TlsFormatException("unable to configure CRL file '" + file + "'");
        }
        revocations.put(file, List.copyOf(all));
    }

    private void tickets(String file) throws TlsFormatException {
        if (!tickets.containsKey(file)) {
            List<byte[]> keys = TicketKeys.read(file, reader.text(file));
            tickets.put(file, keys);
        }
    }
}
