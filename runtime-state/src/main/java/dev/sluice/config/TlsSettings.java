package dev.sluice.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code bind} and {@code server} lines say about encryption. Files are named as they are known afterwards, base directory included. */
public final class TlsSettings {
    /** Whether connections are encrypted. */
    public static final Setting<Boolean> SSL = Setting.of("ssl", false);
    /** Whether a server's line started from one that encrypts, so that it can be told to as well. */
    public static final Setting<Boolean> SSL_PREPARED = Setting.of("ssl prepared", false);
    /** Certificates, as the line names them: a file, a directory or {@code @store/alias}. */
    public static final Setting<List<String>> CRT = Setting.of("crt", List.of());
    /** Certificates for clients that name no host we know. */
    public static final Setting<List<String>> DEFAULT_CRT = Setting.of("default-crt", List.of());
    /** Lists of certificates. */
    public static final Setting<List<String>> CRT_LIST = Setting.of("crt-list", List.of());
    /** Whom to trust, and whom to name to clients. */
    public static final Setting<String> CA_FILE = Setting.of("ca-file", "");
    /** Whom to trust in addition, without naming them. */
    public static final Setting<String> CA_VERIFY_FILE = Setting.of("ca-verify-file", "");

    public static final Setting<String> CRL_FILE = Setting.of("crl-file", "");
    public static final Setting<Verify> VERIFY = Setting.of("verify", Verify.NONE);
    /** Protocols offered, in order; empty for no negotiation. */
    public static final Setting<List<String>> ALPN = Setting.of("alpn", List.of());

    public static final Setting<Version> MIN_VERSION = Setting.of("ssl-min-ver", Version.TLS12);
    public static final Setting<Version> MAX_VERSION = Setting.of("ssl-max-ver", Version.TLS13);
    /** Versions switched off one by one. */
    public static final Setting<List<Version>> WITHOUT = Setting.of("no-tlsv1x", List.of());
    /** OpenSSL's language for TLS up to 1.2; empty for the library's choice. */
    public static final Setting<String> CIPHERS = Setting.of("ciphers", "");
    /** Named groups with colons between; empty for the library's choice. */
    public static final Setting<String> CURVES = Setting.of("curves", "");

    public static final Setting<Boolean> STRICT_SNI = Setting.of("strict-sni", false);
    public static final Setting<Boolean> TICKETS = Setting.of("tls-tickets", true);
    public static final Setting<String> TICKET_KEYS = Setting.of("tls-ticket-keys", "");
    /** Failures of a client's certificate that are let pass; {@code all} for each of them. */
    public static final Setting<List<String>> CRT_IGNORE_ERR = Setting.of("crt-ignore-err", List.of());
    /** The same for the certificates above it. */
    public static final Setting<List<String>> CA_IGNORE_ERR = Setting.of("ca-ignore-err", List.of());
    /** Whether trusted names are told to clients. */
    public static final Setting<Boolean> CA_NAMES = Setting.of("no-ca-names", true);

    /** Whether a client's order of ciphers counts. */
    public static final Setting<Boolean> PREFER_CLIENT = Setting.of("prefer-client-ciphers", false);

    /** Whether certificates are made for hosts that the line has none for. */
    public static final Setting<Boolean> GENERATE = Setting.of("generate-certificates", false);
    /** The authority that they are made with, its key included. */
    public static final Setting<String> CA_SIGN_FILE = Setting.of("ca-sign-file", "");
    /** What its key is sealed with; empty for nothing. */
    public static final Setting<String> CA_SIGN_PASS = Setting.of("ca-sign-pass", "");
    /** How many of those are kept. */
    public static final Setting<Integer> MADE_MAX = Setting.of("tune.ssl.ssl-ctx-cache-size", 1000);
    /** The directory of what is shown above certificates whose files don't say it; empty for none. */
    public static final Setting<String> ISSUERS_CHAIN_PATH = Setting.of("issuers-chain-path", "");
    /** Whether an authority that is its own maker is not shown where it stands alone above a certificate. */
    public static final Setting<Boolean> SKIP_SELF_ISSUED = Setting.of("ssl-skip-self-issued-ca", false);
    /** The program that is asked for the passphrases of sealed keys; empty for none. */
    public static final Setting<List<String>> PASSPHRASE_COMMAND = Setting.of("ssl-passphrase-cmd", List.of());

    /** The name asked of a server, as an expression; empty for none. */
    public static final Setting<String> SNI = Setting.of("sni", "");
    /** Whether the name is the request's host where nothing else was said. */
    public static final Setting<Boolean> SNI_AUTO = Setting.of("sni-auto", true);
    /** The name that a server's certificate must have; empty for the one that was asked. */
    public static final Setting<String> VERIFY_HOST = Setting.of("verifyhost", "");

    public static final Setting<Boolean> CHECK_SSL = Setting.of("check-ssl", false);
    /** Whether checks ask for the host of their request where nothing else was said. */
    public static final Setting<Boolean> CHECK_SNI_AUTO = Setting.of("check-sni-auto", true);

    public static final Setting<String> CHECK_SNI = Setting.of("check-sni", "");
    public static final Setting<List<String>> CHECK_ALPN = Setting.of("check-alpn", List.of());
    /** Whether sessions with the server are resumed. */
    public static final Setting<Boolean> REUSE = Setting.of("ssl-reuse", true);

    /** What {@code ssl-default-bind-*} says for all bind lines. */
    public static final Setting<Settings> BIND_DEFAULTS = Setting.of("ssl-default-bind-options", Settings.EMPTY);
    /** What {@code ssl-default-server-*} and {@code ssl-server-verify} say for all servers. */
    public static final Setting<Settings> SERVER_DEFAULTS = Setting.of("ssl-default-server-options", Settings.EMPTY);
    /** Sessions that may be resumed without a ticket, of one certificate on one bind line. */
    public static final Setting<Integer> CACHE_SIZE = Setting.of("tune.ssl.cachesize", 20_000);
    /** How long a session may be resumed, in milliseconds. */
    public static final Setting<Long> LIFETIME = Setting.of("tune.ssl.lifetime", 300_000L);
    /** Bytes of one record at most; 0 for as many as fit. */
    public static final Setting<Integer> MAX_RECORD = Setting.of("tune.ssl.maxrecord", 0);

    /** Bytes kept of each list in a client's first words; 0 for none. */
    public static final Setting<Integer> CAPTURE = Setting.of("tune.ssl.capture-buffer-size", 0);

    /** Certificates of {@code crt-store} sections, by {@code @store/alias}. */
    public static final Setting<Map<String, StoredCertificate>> STORES = Setting.of("crt-store", Map.of());

    /** Which files beside a certificate are read too. */
    public static final Setting<List<String>> EXTRA_FILES =
            Setting.of("ssl-load-extra-files", List.of("bundle", "ocsp", "issuer", "key", "sctl"));
    /** Whether those have the certificate's name without its last part. */
    public static final Setting<Boolean> EXTRA_DEL_EXT = Setting.of("ssl-load-extra-del-ext", false);

    /** Whether authorities are asked again what they say of certificates whose line does not say whether. */
    public static final Setting<Boolean> OCSP_UPDATE = Setting.of("ocsp-update.mode", false);
    /** Whether none is ever asked, whatever lines say. */
    public static final Setting<Boolean> OCSP_DISABLED = Setting.of("ocsp-update.disable", false);
    /** Seconds before an authority is asked again, at least. */
    public static final Setting<Integer> OCSP_MIN_DELAY = Setting.of("ocsp-update.mindelay", 300);
    /** Seconds before an authority is asked again, at most. */
    public static final Setting<Integer> OCSP_MAX_DELAY = Setting.of("ocsp-update.maxdelay", 3600);

    /** What happens to a peer's certificate. */
    public enum Verify {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** Versions of the protocol. */
    public enum Version {
        SSLV3("SSLv3"),
        TLS10("TLSv1.0"),
        TLS11("TLSv1.1"),
        TLS12("TLSv1.2"),
        TLS13("TLSv1.3");

        private final String text;

        Version(String text) {
            this.text = text;
        }

        /** As lines say it. */
        public String text() {
            return text;
        }
    }

    /**
     * A line of a {@code crt-store}.
     *
     * @param crt the file as the line names it
     * @param path where it is
     * @param key where its key is; empty for in the same file
     * @param ocsp where its OCSP response is; empty for none
     * @param issuer where its maker's certificate is; empty for none
     * @param forTokens whether signatures of tokens may be checked with it
     * @param ocspUpdate whether its statement is renewed; null where the line does not say
     * @param location the line
     */
    public record StoredCertificate(
            String crt,
            String path,
            String key,
            String ocsp,
            String issuer,
            boolean forTokens,
            @Nullable Boolean ocspUpdate,
            Location location) {}

    private TlsSettings() {}

    /** Whether anything of a server's TLS can be used: {@code ssl}, or checks with it. */
    public static boolean isUsed(Settings settings) {
        return settings.get(SSL) || settings.get(CHECK_SSL);
    }
}
