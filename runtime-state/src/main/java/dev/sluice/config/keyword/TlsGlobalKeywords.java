package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.TlsSettings.StoredCertificate;
import dev.sluice.config.TlsSettings.Verify;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Keyword.Handler;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import dev.sluice.tls.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code global} and {@code crt-store} sections say about encryption. */
final class TlsGlobalKeywords {
    private static final Set<Place> GLOBAL = Set.of(Place.GLOBAL);
    private static final Set<Place> STORE = Set.of(Place.CRT_STORE);
    private static final Set<Place> STORED = Set.of(Place.STORED);
    private static final Set<String> EXTRAS = Set.of("bundle", "sctl", "ocsp", "issuer", "key");
    private static final String NO_DHE = "the TLS library exchanges keys over curves only, never by DHE";

    static final Setting<String> KEY_BASE = Setting.of("key-base", "");
    private static final Setting<String> STORED_CRT = Setting.of("crt", "");
    private static final Setting<String> STORED_KEY = Setting.of("key", "");
    private static final Setting<String> STORED_OCSP = Setting.of("ocsp", "");
    private static final Setting<String> STORED_ISSUER = Setting.of("issuer", "");
    private static final Setting<String> STORED_ALIAS = Setting.of("alias", "");
    /** Whether its statement is renewed: 0 for no, 1 for yes, less where the line does not say. */
    private static final Setting<Integer> STORED_UPDATE = Setting.of("ocsp-update", -1);

    private static final Setting<Boolean> STORED_TOKENS = Setting.of("jwt", false);

    private static final Choice<Integer> OFF_ON = Choice.indexOf("off", "on");

    private TlsGlobalKeywords() {}

    static List<Keyword> all() {
        List<Keyword> all = new ArrayList<>(List.of(
                set("ca-base", "<directory>", "where relative paths of CA files start", base(GlobalSettings.CA_BASE)),
                set("crt-base", "<directory>", "where those of certificates start", base(GlobalSettings.CRT_BASE)),
                set("key-base", "<directory>", "where those of keys start", base(KEY_BASE)),
                set("ssl-load-extra-files", "<kind>...", "files read beside certificates", TlsGlobalKeywords::extras),
                set(
                        "ssl-load-extra-del-ext",
                        "",
                        "leave a certificate's last part out of their names",
                        Forms.fixed(TlsSettings.EXTRA_DEL_EXT, true)),
                set("ssl-server-verify", "none|required", "whether servers' certificates are verified", line -> {
                    Verify verify = Choice.indexOf("none", "required").read(line) == 0 ? Verify.NONE : Verify.REQUIRED;
                    over(line, TlsSettings.SERVER_DEFAULTS, TlsSettings.VERIFY, verify);
                }),
                set(
                        "issuers-chain-path",
                        "<directory>",
                        "what is shown above certificates whose files don't say it",
                        TlsGlobalKeywords::issuers),
                set(
                        "ssl-skip-self-issued-ca",
                        "",
                        "do not show a CA that is its own maker",
                        Forms.fixed(TlsSettings.SKIP_SELF_ISSUED, true)),
                set(
                        "tune.ssl.ssl-ctx-cache-size",
                        "<number>",
                        "certificates kept that were made for hosts",
                        Forms.count(TlsSettings.MADE_MAX)),
                set("ssl-passphrase-cmd", "<command> [<argument>...]", "who knows what keys are sealed with", line -> {
                    String command = line.next("a command");
                    List<String> words = new ArrayList<>(List.of(command));
                    words.addAll(line.rest());
                    line.set(TlsSettings.PASSPHRASE_COMMAND, List.copyOf(words));
                }),
                set(
                        "ssl-default-bind-options",
                        "<option>...",
                        "what bind lines start from",
                        line -> options(line, Place.BIND, TlsSettings.BIND_DEFAULTS)),
                set(
                        "ssl-default-server-options",
                        "<option>...",
                        "what servers start from",
                        line -> options(line, Place.SERVER, TlsSettings.SERVER_DEFAULTS))));
        all.addAll(ofLines());
        all.addAll(ofKept());
        all.addAll(ofStatements());
        all.addAll(withoutEffect());
        all.addAll(ofStores());
        return all;
    }

    private static List<Keyword> ofKept() {
        return List.of(
                set("tune.ssl.cachesize", "<number>", "sessions kept", Forms.count(TlsSettings.CACHE_SIZE)),
                set(
                        "tune.ssl.lifetime",
                        "<time>",
                        "how long a session may be resumed",
                        line -> line.set(TlsSettings.LIFETIME, line.timeInSeconds())),
                set(
                        "tune.ssl.maxrecord",
                        "<size>",
                        "bytes of a record",
                        Forms.number(TlsSettings.MAX_RECORD, 0, 16_384)));
    }

    /** What all lines start from. */
    private static List<Keyword> ofLines() {
        List<Keyword> all = new ArrayList<>();
        for (String side : List.of("bind", "server")) {
            Setting<Settings> target = side.equals("bind") ? TlsSettings.BIND_DEFAULTS : TlsSettings.SERVER_DEFAULTS;
            Place place = side.equals("bind") ? Place.BIND : Place.SERVER;
            for (String name : List.of("ciphers", "ciphersuites", "curves")) {
                all.add(set(
                        "ssl-default-" + side + "-" + name,
                        "<list>",
                        "what lines with 'ssl' start from",
                        line -> line.set(target, line.defaults(place, name, line.get(target)))));
            }
            all.add(refused("ssl-default-" + side + "-sigalgs"));
            all.add(refused("ssl-default-" + side + "-client-sigalgs"));
        }
        return all;
    }

    private static List<Keyword> ofStatements() {
        List<Keyword> all = new ArrayList<>(List.of(
                set(
                        "ocsp-update.mode",
                        "on|off",
                        "whether OCSP responses are renewed where nothing else is said",
                        line -> line.set(TlsSettings.OCSP_UPDATE, OFF_ON.read(line) == 1)),
                set(
                        "ocsp-update.disable",
                        "on|off",
                        "whether none is ever renewed",
                        line -> line.set(TlsSettings.OCSP_DISABLED, OFF_ON.read(line) == 1)),
                Keyword.of("ocsp-update.httpproxy", "<address>[:port]", GLOBAL, "")
                        .notYet()));
        for (String name : List.of("tune.ssl.capture-buffer-size", "tune.ssl.capture-cipherlist-size")) {
            // A list of the first words is never longer than a record.
            all.add(set(
                    name,
                    "<bytes>",
                    "kept of each list in a client's first words",
                    Forms.number(TlsSettings.CAPTURE, 0, 16_384)));
        }
        for (String first : List.of("", "tune.ssl.")) {
            all.add(set(
                    first + "ocsp-update.mindelay",
                    "<seconds>",
                    "between two questions at least",
                    line -> delay(line, TlsSettings.OCSP_MIN_DELAY)));
            all.add(set(
                    first + "ocsp-update.maxdelay",
                    "<seconds>",
                    "between two questions at most",
                    line -> delay(line, TlsSettings.OCSP_MAX_DELAY)));
        }
        return all;
    }

    private static void delay(Line line, Setting<Integer> setting) throws BadLineException {
        line.set(setting, line.number(1, Integer.MAX_VALUE));
        boolean order = line.get(TlsSettings.OCSP_MIN_DELAY) <= line.get(TlsSettings.OCSP_MAX_DELAY);
        if (!order) {
            throw line.bad("'" + line.keyword() + "': the least delay is longer than the longest ("
                    + line.get(TlsSettings.OCSP_MIN_DELAY) + " > " + line.get(TlsSettings.OCSP_MAX_DELAY) + ").");
        }
    }

    private static List<Keyword> withoutEffect() {
        List<Keyword> all = new ArrayList<>();
        without(all, NO_DHE, "ssl-dh-param-file", "tune.ssl.default-dh-param");
        without(all, "connections are limited by 'maxconn', encrypted or not", "maxsslconn");
        without(all, "records are as long as what there is to send", "tune.ssl.hard-maxrecord");
        without(all, "each certificate of a bind line has its own sessions", "tune.ssl.force-private-cache");
        without(all, "handshakes run on the worker that has the connection", "ssl-mode-async");
        all.add(refused("tune.ssl.keylog"));
        return all;
    }

    private static List<Keyword> ofStores() {
        return List.of(
                Keyword.of("crt-base", "<directory>", STORE, "where relative paths of certificates start")
                        .effective(base(GlobalSettings.CRT_BASE)),
                Keyword.of("key-base", "<directory>", STORE, "where relative paths of keys start")
                        .effective(base(KEY_BASE)),
                Keyword.of("load", "crt <file> [<parameter>...]", STORE, "a certificate")
                        .effective(TlsGlobalKeywords::load),
                Keyword.of("crt", "<file>", STORED, "the certificate").effective(Forms.word(STORED_CRT, "a file")),
                Keyword.of("key", "<file>", STORED, "its key").effective(Forms.word(STORED_KEY, "a file")),
                Keyword.of("ocsp", "<file>", STORED, "its OCSP response").effective(Forms.word(STORED_OCSP, "a file")),
                Keyword.of("issuer", "<file>", STORED, "its maker").effective(Forms.word(STORED_ISSUER, "a file")),
                Keyword.of("alias", "<name>", STORED, "its name").effective(Forms.word(STORED_ALIAS, "a name")),
                Keyword.of("ocsp-update", "off|on", STORED, "whether to renew the OCSP response")
                        .effective(line -> line.set(STORED_UPDATE, OFF_ON.read(line))),
                Keyword.of("sctl", "<file>", STORED, "").notYet(),
                Keyword.of("acme", "<section>", STORED, "").notYet(),
                Keyword.of("domains", "<names>", STORED, "").notYet(),
                Keyword.of("jwt", "off|on", STORED, "whether signatures of tokens may be checked with it")
                        .effective(line -> line.set(STORED_TOKENS, OFF_ON.read(line) == 1)));
    }

    private static Keyword set(String name, String usage, String documentation, Handler handler) {
        return Keyword.of(name, usage, GLOBAL, documentation).effective(handler);
    }

    private static Keyword refused(String name) {
        return Keyword.of(name, "...", GLOBAL, "").notYet();
    }

    private static void without(List<Keyword> all, String reason, String... names) {
        for (String name : names) {
            all.add(Keyword.of(name, "...", GLOBAL, "").withoutEffect(reason));
        }
    }

    private static Handler base(Setting<String> setting) {
        return Forms.word(setting, "a directory");
    }

    private static <T> void over(Line line, Setting<Settings> group, Setting<T> setting, T value) {
        line.set(group, line.get(group).toBuilder().set(setting, value).build());
    }

    private static void options(Line line, Place place, Setting<Settings> group) throws BadLineException {
        line.set(group, line.parameters(place, line.keyword(), line.get(group)));
    }

    private static void extras(Line line) throws BadLineException {
        List<String> kinds = new ArrayList<>();
        for (String word : line.rest()) {
            switch (word) {
                case "all" -> kinds.addAll(EXTRAS);
                case "none" -> kinds.clear();
                default -> {
                    if (!EXTRAS.contains(word)) {
                        throw line.bad(
                                "'ssl-load-extra-files' expects all, none, bundle, sctl, ocsp, issuer or key (got '"
                                        + word + "').");
                    }
                    kinds.add(word);
                }
            }
        }
        line.set(TlsSettings.EXTRA_FILES, List.copyOf(kinds));
    }

    private static void issuers(Line line) throws BadLineException {
        String folder = line.next("a directory");
        if (!Files.isDirectory(Path.of(line.location().path(folder)))) {
            throw line.bad("global statement 'issuers-chain-path' expects a directory path as an argument.");
        }
        line.set(TlsSettings.ISSUERS_CHAIN_PATH, line.location().path(folder));
    }

    private static void load(Line line) throws BadLineException {
        Settings words = line.parameters(Place.STORED, "load", Settings.EMPTY);
        String crt = words.get(STORED_CRT);
        if (crt.isEmpty()) {
            throw line.bad("'load' expects 'crt <file>'.");
        }
        String alias = words.get(STORED_ALIAS);
        String path = TlsFiles.path(line.get(GlobalSettings.CRT_BASE), crt);
        // Without an alias of its own, in a store with a name, the file is the alias; otherwise it is known by its
        // path.
        String store = line.sectionName();
        String own = alias.isEmpty() ? crt : alias;
        String name = store.isEmpty() && alias.isEmpty() ? path : "@" + store + (own.startsWith("/") ? "" : "/") + own;
        Map<String, StoredCertificate> all = new HashMap<>(line.get(TlsSettings.STORES));
        StoredCertificate certificate = new StoredCertificate(
                crt,
                path,
                TlsFiles.path(line.get(KEY_BASE), words.get(STORED_KEY)),
                words.get(STORED_OCSP),
                words.get(STORED_ISSUER),
                words.get(STORED_TOKENS),
                words.get(STORED_UPDATE) < 0 ? null : words.get(STORED_UPDATE) > 0,
                line.location());
        if (all.put(name, certificate) != null) {
            throw line.bad("'load': the certificate '" + name + "' is there already.");
        }
        line.set(TlsSettings.STORES, Map.copyOf(all));
    }
}
