package dev.sluice.config.keyword;

import dev.sluice.config.Setting;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.TlsSettings.Verify;
import dev.sluice.config.TlsSettings.Version;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Keyword.Handler;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import dev.sluice.tls.CipherString;
import dev.sluice.tls.TlsFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code bind} and {@code server} lines say about encryption. */
final class TlsKeywords {
    private static final Set<Place> BIND = Set.of(Place.BIND);
    private static final Set<Place> SERVER = Set.of(Place.SERVER);
    private static final Set<Place> BOTH = Set.of(Place.BIND, Place.SERVER);
    private static final Choice<Verify> VERIFY = Choice.of(Verify.class);
    private static final String NEVER = "it is never done in any case";
    private static final String NOT_EARLY =
            "early data is neither taken nor sent: it is said again once hands are shaken";

    private TlsKeywords() {}

    static List<Keyword> all() {
        List<Keyword> all = new ArrayList<>(ofCertificates());
        all.addAll(ofHandshakes());
        all.addAll(ofServer());
        for (Version version : Version.values()) {
            String word = version == Version.SSLV3
                    ? "sslv3"
                    : version.text().replace(".", "").toLowerCase(Locale.ROOT);
            all.add(set(BOTH, "no-" + word, "", "never speak this version", line -> without(line, version)));
            all.add(set(BOTH, "force-" + word, "", "speak this version only", line -> {
                line.set(TlsSettings.MIN_VERSION, checked(line, version));
                line.set(TlsSettings.MAX_VERSION, version);
            }));
        }
        return all;
    }

    /** Whether to encrypt, what to show, and whom to trust. */
    private static List<Keyword> ofCertificates() {
        return List.of(
                set(BOTH, "ssl", "", "encrypt", Forms.fixed(TlsSettings.SSL, true)),
                set(SERVER, "no-ssl", "", "do not encrypt", Forms.fixed(TlsSettings.SSL, false))
                        .notDynamic(),
                set(BIND, "crt", "<file>", "certificate and key to show", append(TlsSettings.CRT)),
                set(SERVER, "crt", "<file>", "certificate and key to show", TlsKeywords::ownCertificate),
                set(BIND, "default-crt", "<file>", "the same for unknown names", append(TlsSettings.DEFAULT_CRT)),
                set(BIND, "crt-list", "<file>", "a list of certificates to show", append(TlsSettings.CRT_LIST)),
                set(BOTH, "ca-file", "<file>", "whom to trust", Forms.word(TlsSettings.CA_FILE, "a file")),
                set(
                        BIND,
                        "ca-verify-file",
                        "<file>",
                        "whom to trust without naming them",
                        Forms.word(TlsSettings.CA_VERIFY_FILE, "a file")),
                set(BOTH, "crl-file", "<file>", "what was revoked", Forms.word(TlsSettings.CRL_FILE, "a file")),
                set(
                        BIND,
                        "verify",
                        "none|optional|required",
                        "what to do with clients' certificates",
                        line -> line.set(TlsSettings.VERIFY, VERIFY.read(line))),
                set(SERVER, "verify", "none|required", "what to do with the server's certificate", TlsKeywords::verify),
                set(
                        BIND,
                        "generate-certificates",
                        "",
                        "make certificates for hosts that there is none for",
                        Forms.fixed(TlsSettings.GENERATE, true)),
                set(
                        BIND,
                        "ca-sign-file",
                        "<file>",
                        "the CA that they are made with, and its key",
                        Forms.word(TlsSettings.CA_SIGN_FILE, "a file")),
                set(
                        BIND,
                        "ca-sign-pass",
                        "<passphrase>",
                        "what that key is sealed with",
                        Forms.word(TlsSettings.CA_SIGN_PASS, "a passphrase")),
                set(BIND, "crt-ignore-err", "<errors>", "failures let pass", list(TlsSettings.CRT_IGNORE_ERR)),
                set(BIND, "ca-ignore-err", "<errors>", "failures let pass", list(TlsSettings.CA_IGNORE_ERR)),
                set(
                        BIND,
                        "no-ca-names",
                        "",
                        "tell clients no trusted names",
                        Forms.fixed(TlsSettings.CA_NAMES, false)));
    }

    /** How hands are shaken. */
    private static List<Keyword> ofHandshakes() {
        return List.of(
                set(BOTH, "alpn", "<protocol>[,...]", "protocols to agree on", list(TlsSettings.ALPN)),
                set(BOTH, "no-alpn", "", "agree on no protocol", Forms.fixed(TlsSettings.ALPN, List.of())),
                set(BOTH, "ssl-min-ver", "<version>", "the oldest version spoken", version(TlsSettings.MIN_VERSION)),
                set(BOTH, "ssl-max-ver", "<version>", "the newest version spoken", version(TlsSettings.MAX_VERSION)),
                set(BOTH, "ciphers", "<ciphers>", "ciphers up to TLSv1.2", TlsKeywords::ciphers),
                set(BOTH, "ciphersuites", "<ciphers>", "ciphers of TLSv1.3", TlsKeywords::suites),
                set(BOTH, "curves", "<groups>", "groups for the exchange of keys", TlsKeywords::curves),
                set(BIND, "ecdhe", "<curve>", "the group for the exchange of keys", TlsKeywords::curves),
                set(BIND, "strict-sni", "", "refuse unknown names", Forms.fixed(TlsSettings.STRICT_SNI, true)),
                set(BIND, "no-strict-sni", "", "do not", Forms.fixed(TlsSettings.STRICT_SNI, false)),
                set(BOTH, "tls-tickets", "", "let clients resume with tickets", Forms.fixed(TlsSettings.TICKETS, true)),
                set(BOTH, "no-tls-tickets", "", "do not", Forms.fixed(TlsSettings.TICKETS, false)),
                set(
                        BIND,
                        "tls-ticket-keys",
                        "<file>",
                        "what tickets are sealed with",
                        Forms.word(TlsSettings.TICKET_KEYS, "a file")),
                set(
                        BIND,
                        "prefer-client-ciphers",
                        "",
                        "let clients choose the cipher",
                        Forms.fixed(TlsSettings.PREFER_CLIENT, true)));
    }

    private static List<Keyword> ofServer() {
        return List.of(
                set(SERVER, "sni-auto", "", "ask for the request's host", Forms.fixed(TlsSettings.SNI_AUTO, true)),
                set(SERVER, "no-sni-auto", "", "do not", Forms.fixed(TlsSettings.SNI_AUTO, false)),
                set(
                        SERVER,
                        "verifyhost",
                        "<name>",
                        "the name that the server's certificate must have",
                        Forms.word(TlsSettings.VERIFY_HOST, "a name")),
                set(SERVER, "check-ssl", "", "encrypt health checks", Forms.fixed(TlsSettings.CHECK_SSL, true)),
                set(SERVER, "no-check-ssl", "", "do not", Forms.fixed(TlsSettings.CHECK_SSL, false))
                        .notDynamic(),
                set(
                        SERVER,
                        "check-sni",
                        "<name>",
                        "the host name that checks ask for",
                        Forms.word(TlsSettings.CHECK_SNI, "a name")),
                set(SERVER, "check-alpn", "<protocol>[,...]", "what checks agree on", list(TlsSettings.CHECK_ALPN)),
                set(SERVER, "ssl-reuse", "", "resume sessions", Forms.fixed(TlsSettings.REUSE, true)),
                set(SERVER, "no-ssl-reuse", "", "do not", Forms.fixed(TlsSettings.REUSE, false)),
                Keyword.of("allow-0rtt", "", BOTH, "").withoutEffect(NOT_EARLY, line -> {}),
                set(
                        SERVER,
                        "check-sni-auto",
                        "",
                        "have checks ask for their request's host",
                        Forms.fixed(TlsSettings.CHECK_SNI_AUTO, true)),
                set(SERVER, "no-check-sni-auto", "", "do not", Forms.fixed(TlsSettings.CHECK_SNI_AUTO, false)),
                Keyword.of("no-renegotiate", "", SERVER, "").withoutEffect(NEVER, line -> {}));
    }

    private static Keyword set(Set<Place> places, String name, String usage, String documentation, Handler handler) {
        return Keyword.of(name, usage, places, documentation).effective(handler);
    }

    private static Handler append(Setting<List<String>> setting) {
        return line -> line.append(setting, line.next("a file"));
    }

    private static void ownCertificate(Line line) throws BadLineException {
        line.set(TlsSettings.CRT, List.of(line.next("a file")));
    }

    private static Handler list(Setting<List<String>> setting) {
        return line -> line.set(setting, List.of(line.next("a list with commas").split(",")));
    }

    private static void verify(Line line) throws BadLineException {
        Verify verify = VERIFY.read(line);
        if (verify == Verify.OPTIONAL) {
            throw line.bad("'verify' expects one of: none, required (got 'optional').");
        }
        line.set(TlsSettings.VERIFY, verify);
    }

    /** Takes a version; what the library no longer speaks is refused rather than left out. */
    static Handler version(Setting<Version> setting) {
        return line -> {
            String word = line.next("a version");
            Version version = Arrays.stream(Version.values())
                    .filter(each -> each.text().equals(word))
                    .findFirst()
                    .orElseThrow(() -> line.bad("'" + line.keyword()
                            + "' expects one of: SSLv3, TLSv1.0, TLSv1.1, TLSv1.2, TLSv1.3 (got '" + word + "')."));
            // As the oldest that is spoken it says nothing but that newer ones are.
            line.set(setting, setting == TlsSettings.MAX_VERSION ? checked(line, version) : version);
        };
    }

    private static Version checked(Line line, Version version) throws BadLineException {
        if (version == Version.SSLV3) {
            throw line.bad("'" + line.keyword() + "': SSLv3 is not supported by the TLS library.");
        }
        return version;
    }

    private static void without(Line line, Version version) {
        if (!line.get(TlsSettings.WITHOUT).contains(version)) {
            line.append(TlsSettings.WITHOUT, version);
        }
    }

    static void ciphers(Line line) throws BadLineException {
        String text = line.next("a list of ciphers");
        try {
            List<String> unused = CipherString.expand(text);
            line.set(TlsSettings.CIPHERS, text);
        } catch (TlsFormatException none) {
            throw line.bad("'ciphers': " + none.text() + ".");
        }
    }

    /** The library always speaks all three; a line that wants fewer cannot be honoured. */
    static void suites(Line line) throws BadLineException {
        String text = line.next("a list of cipher suites");
        try {
            CipherString.checkSuites(text);
        } catch (TlsFormatException fewer) {
            throw line.bad("'ciphersuites': " + fewer.text() + ".");
        }
    }

    static void curves(Line line) throws BadLineException {
        String text = line.next("a list of groups");
        try {
            CipherString.checkGroups(text);
            line.set(TlsSettings.CURVES, text);
        } catch (TlsFormatException unknown) {
            throw line.bad("'" + line.keyword() + "': " + unknown.text() + ".");
        }
    }
}
