package dev.sluice.state.tls;

import dev.sluice.config.BindSpec;
import dev.sluice.config.CheckScript;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Http2Settings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.TlsSettings.Verify;
import dev.sluice.config.TlsSettings.Version;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.CipherString;
import dev.sluice.tls.CrtListLine;
import dev.sluice.tls.TlsFiles;
import dev.sluice.tls.TlsFormatException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What bind and server lines need, from what they say, what {@code global} says for all, and what the stores hold. */
public final class TlsPlans {
    /** Stands for every failure. */
    private static final int ALL_ERRORS = -1;

    private final Settings global;
    private final TlsContent content;

    /** Plans by a {@code global} section and what files hold. */
    public TlsPlans(Settings global, TlsContent content) {
        this.global = global;
        this.content = content;
    }

    /** Whether a bind line encrypts. */
    public static boolean isUsed(BindSpec bind) {
        return bind.settings().get(TlsSettings.SSL);
    }

    /** What a bind line says, over what is said for all. */
    public Settings settings(BindSpec bind) {
        return over(TlsSettings.BIND_DEFAULTS, bind.settings());
    }

    /** What a server's line says, over what is said for all. */
    public Settings ofServer(Settings server) {
        return over(TlsSettings.SERVER_DEFAULTS, server);
    }

    private Settings over(Setting<Settings> defaults, Settings own) {
        return global.get(defaults).with(own);
    }

    /** What a bind line needs. */
    public AcceptingPlan accepting(BindSpec bind, Mode mode) throws TlsFormatException {
        Settings settings = settings(bind);
        List<CertificateUse> uses = new ArrayList<>();
        TlsProfile profile = profile(settings, mode, true);
        boolean hasDefault = !settings.get(TlsSettings.DEFAULT_CRT).isEmpty();
        for (String named : settings.get(TlsSettings.DEFAULT_CRT)) {
            for (CertificateFile file : files(named)) {
                uses.add(use(file, profile, List.of(), true, null, 0));
            }
        }
        for (String named : settings.get(TlsSettings.CRT)) {
            boolean first = uses.isEmpty() && !hasDefault;
            String kindOfFirst = "";
            for (CertificateFile file : files(named)) {
                // The files of a bundle are one certificate in several kinds; those of a directory are not.
                boolean bundled = first && (kindOfFirst.isEmpty() || sameStem(kindOfFirst, file.name()));
                kindOfFirst = kindOfFirst.isEmpty() ? file.name() : kindOfFirst;
                uses.add(use(file, profile, List.of(), bundled, null, 0));
            }
        }
        for (String list : settings.get(TlsSettings.CRT_LIST)) {
            addList(uses, list, settings, mode, hasDefault);
        }
        return new AcceptingPlan(
                uses,
                settings.get(TlsSettings.CRT_LIST),
                settings.get(TlsSettings.STRICT_SNI),
                global.get(TlsSettings.MAX_RECORD),
                global.get(TlsSettings.CAPTURE),
                forging(settings));
    }

    private @Nullable Forging forging(Settings settings) throws TlsFormatException {
        if (!settings.get(TlsSettings.GENERATE)) {
            return null;
        }
        int said = global.get(GlobalSettings.NBTHREAD);
        int workers = said > 0 ? said : Runtime.getRuntime().availableProcessors();
        int all = global.get(TlsSettings.MADE_MAX);
        // Workers share nothing of it, so that each keeps its part.
        return new Forging(
                content.maker(ca(settings.get(TlsSettings.CA_SIGN_FILE))), all == 0 ? 0 : Math.max(1, all / workers));
    }

    private void addList(List<CertificateUse> uses, String list, Settings settings, Mode mode, boolean hasDefault)
            throws TlsFormatException {
        // Long lists say the same of most certificates: what is made of it is the same object then.
        Map<List<String>, TlsProfile> profiles = new HashMap<>();
        for (CrtListLine line : content.list(list)) {
            boolean first = uses.isEmpty() && !hasDefault;
            TlsProfile known = profiles.get(line.options());
            TlsProfile own = known == null ? profile(withOptions(settings, line), mode, true) : known;
            profiles.put(line.options(), own);
            for (CertificateFile file : files(line.certificate())) {
                uses.add(use(file, own, line.filters(), first, list, line.line()));
            }
        }
    }

    private static boolean sameStem(String one, String other) {
        return one.substring(0, Math.max(0, one.lastIndexOf('.')))
                .equals(other.substring(0, Math.max(0, other.lastIndexOf('.'))));
    }

    private static CertificateUse use(
            CertificateFile file,
            TlsProfile profile,
            List<String> filters,
            boolean isDefault,
            @Nullable String list,
            int line)
            throws TlsFormatException {
        CertificateData data = file.data();
        if (data == null || data.key() == null) {
            throw new TlsFormatException(
                    "unable to load SSL private key into SSL Context '" + file.name() + "': passed a null parameter.");
        }
        return new CertificateUse(
                file.name(),
                data,
                profile,
                CertificateUse.names(filters, data),
                CertificateUse.not(filters),
                isDefault,
                list,
                line);
    }

    private List<CertificateFile> files(String named) throws TlsFormatException {
        String path = TlsFiles.path(global.get(GlobalSettings.CRT_BASE), named);
        List<CertificateFile> files = new ArrayList<>();
        for (String name : content.expand(path)) {
            files.add(content.certificate(name));
        }
        return files;
    }

    /** What a line of a list says of its own comes before what the bind line says. */
    private static Settings withOptions(Settings settings, CrtListLine line) {
        Settings.Builder own = settings.toBuilder();
        for (Setting<String> each : List.of(
                TlsSettings.CA_FILE,
                TlsSettings.CA_VERIFY_FILE,
                TlsSettings.CRL_FILE,
                TlsSettings.CIPHERS,
                TlsSettings.CURVES)) {
            own.set(each, line.option(each.name(), settings.get(each)));
        }
        if (!line.option("ecdhe", "").isEmpty()) {
            own.set(TlsSettings.CURVES, line.option("ecdhe", ""));
        }
        String verify = line.option("verify", "");
        Arrays.stream(Verify.values())
                .filter(value -> value.name().equalsIgnoreCase(verify))
                .forEach(value -> own.set(TlsSettings.VERIFY, value));
        for (Setting<Version> each : List.of(TlsSettings.MIN_VERSION, TlsSettings.MAX_VERSION)) {
            String text = line.option(each.name(), "");
            Arrays.stream(Version.values())
                    .filter(value -> value.text().equals(text))
                    .forEach(value -> own.set(each, value));
        }
        String alpn = line.option("alpn", "");
        if (!alpn.isEmpty()) {
            own.set(TlsSettings.ALPN, List.of(alpn.split(",")));
        }
        if (line.options().contains("no-alpn")) {
            own.set(TlsSettings.ALPN, List.of());
        }
        if (line.options().contains("no-ca-names")) {
            own.set(TlsSettings.CA_NAMES, false);
        }
        return own.build();
    }

    /** What a server needs whose checks do what {@code script} says. */
    public ConnectingPlan connecting(Settings server, Mode mode, CheckScript script) throws TlsFormatException {
        Settings settings = ofServer(server);
        List<String> own = settings.get(TlsSettings.CRT);
        CertificateFile file = own.isEmpty() ? null : files(own.get(0)).get(0);
        if (file != null && (file.data() == null || file.data().key() == null)) {
            throw new TlsFormatException(
                    "unable to load SSL private key into SSL Context '" + file.name() + "': passed a null parameter.");
        }
        return new ConnectingPlan(
                profile(settings, mode, false),
                file == null ? null : file.data(),
                file == null ? "" : file.name(),
                settings.get(TlsSettings.VERIFY_HOST),
                settings.get(TlsSettings.REUSE),
                settings.has(TlsSettings.CHECK_ALPN)
                        ? settings.get(TlsSettings.CHECK_ALPN)
                        : settings.get(TlsSettings.ALPN),
                script.protocols(),
                Http2Settings.webSocketProtocols(settings));
    }

    private TlsProfile profile(Settings settings, Mode mode, boolean accepting) throws TlsFormatException {
        String caFile = settings.get(TlsSettings.CA_FILE);
        String caVerify = settings.get(TlsSettings.CA_VERIFY_FILE);
        String crlFile = settings.get(TlsSettings.CRL_FILE);
        String keys = settings.get(TlsSettings.TICKET_KEYS);
        List<X509Certificate> named = caFile.isEmpty() ? List.of() : content.authorities(ca(caFile));
        List<X509Certificate> trusted = new ArrayList<>(named);
        if (!caVerify.isEmpty()) {
            trusted.addAll(content.authorities(ca(caVerify)));
        }
        String groups = settings.get(TlsSettings.CURVES);
        String ciphers = settings.get(TlsSettings.CIPHERS);
        // A server's certificate is verified unless the line says not to.
        Verify verify =
                accepting || settings.has(TlsSettings.VERIFY) ? settings.get(TlsSettings.VERIFY) : Verify.REQUIRED;
        return new TlsProfile(
                versions(settings),
                ciphers.isEmpty() ? List.of() : CipherString.expand(ciphers),
                groups.isEmpty() ? List.of() : CipherString.groups(groups),
                protocols(settings, mode, accepting),
                verify,
                trusted,
                settings.get(TlsSettings.CA_NAMES) ? named : List.of(),
                crlFile.isEmpty() ? List.of() : content.revocations(ca(crlFile)),
                new TlsProfile.Ignored(
                        errors(settings.get(TlsSettings.CRT_IGNORE_ERR)),
                        errors(settings.get(TlsSettings.CA_IGNORE_ERR))),
                settings.get(TlsSettings.TICKETS),
                keys.isEmpty() ? List.of() : content.tickets(keys),
                settings.get(TlsSettings.PREFER_CLIENT),
                Stream.of(caFile, caVerify, crlFile, keys)
                        .filter(file -> !file.isEmpty())
                        .map(file -> file.equals(keys) ? file : ca(file))
                        .collect(Collectors.toSet()),
                new TlsProfile.Sessions(
                        global.get(TlsSettings.CACHE_SIZE), (int) (global.get(TlsSettings.LIFETIME) / 1000)));
    }

    private String ca(String file) {
        return TlsFiles.path(global.get(GlobalSettings.CA_BASE), file);
    }

    private static List<String> protocols(Settings settings, Mode mode, boolean accepting) {
        boolean said = settings.has(TlsSettings.ALPN);
        if (mode != ProxySettings.Mode.HTTP) {
            return settings.get(TlsSettings.ALPN);
        }
        if (!said) {
            return accepting ? List.of("h2", "http/1.1") : List.of();
        }
        return settings.get(TlsSettings.ALPN);
    }

    private static List<String> versions(Settings settings) throws TlsFormatException {
        Version least = settings.get(TlsSettings.MIN_VERSION);
        Version most = settings.get(TlsSettings.MAX_VERSION);
        // Only the newest said, and older than the usual oldest: then that alone is meant.
        Version from = !settings.has(TlsSettings.MIN_VERSION) && most.compareTo(least) < 0 ? most : least;
        List<String> versions = Arrays.stream(Version.values())
                .filter(version -> version.compareTo(from) >= 0 && version.compareTo(most) <= 0)
                .filter(version -> version != Version.SSLV3)
                .filter(version -> !settings.get(TlsSettings.WITHOUT).contains(version))
                .map(version -> version == Version.TLS10 ? "TLSv1" : version.text())
                .toList();
        if (versions.isEmpty()) {
            throw new TlsFormatException("all SSL/TLS versions are disabled");
        }
        return versions;
    }

    private static List<Integer> errors(List<String> words) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : words) {
            numbers.add(word.equals("all") ? ALL_ERRORS : VerifyErrors.number(word));
        }
        return numbers;
    }
}
