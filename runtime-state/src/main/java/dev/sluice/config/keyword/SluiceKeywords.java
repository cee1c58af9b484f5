package dev.sluice.config.keyword;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.Level;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.List;
import java.util.Set;

/** The {@code sluice} section: what HAProxy does not have. */
final class SluiceKeywords {
    private static final Set<Place> SLUICE = Set.of(Place.SLUICE);
    private static final Set<Place> ADDRESS = Set.of(Place.SLUICE_BIND);
    private static final Choice<Level> LEVELS = Choice.of(Level.class);

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "grpc",
                            "<address> [level <level>] [ssl crt <pem> [ca-file <pem>]]",
                            SLUICE,
                            "where the typed control API listens")
                    .effective(SluiceKeywords::grpc),
            Keyword.of("metrics", "<address>", SLUICE, "where metrics are served on an address of their own")
                    .effective(SluiceKeywords::metrics),
            Keyword.of("runtime-changes", "keep|drop", SLUICE, "what a reload does with changes made while running")
                    .effective(line -> line.set(
                            SluiceSettings.KEEP_RUNTIME_CHANGES,
                            Choice.indexOf("drop", "keep").read(line) == 1)),
            Keyword.of("audit", "off|grpc|all", SLUICE, "which changes leave a line in the log")
                    .effective(line -> line.set(
                            SluiceSettings.AUDIT,
                            SluiceSettings.Audit.values()[
                                    Choice.indexOf("off", "grpc", "all").read(line)])),
            Keyword.of("journal", "<directory> [sync always|batch|off]", SLUICE, "keep runtime changes over a restart")
                    .notYet(),
            Keyword.of("guard", "min-available <number>", SLUICE, "refuse to take the last servers away")
                    .notYet(),
            Keyword.of("level", "user|operator|admin", ADDRESS, "what its clients may do")
                    .effective(line -> line.set(BindSettings.LEVEL, LEVELS.read(line))),
            Keyword.of("ssl", "", ADDRESS, "encrypt, with the certificate of 'crt'")
                    .effective(line -> line.set(BindSettings.SSL, true)),
            Keyword.of("crt", "<pem>", ADDRESS, "certificate chain and key")
                    .effective(line -> line.set(BindSettings.CRT, line.next("a file"))),
            Keyword.of("ca-file", "<pem>", ADDRESS, "have clients show a certificate of one of these authorities")
                    .effective(line -> line.set(BindSettings.CA_FILE, line.next("a file"))));

    private SluiceKeywords() {}

    private static void grpc(Line line) throws BadLineException {
        BindSpec bind = BindKeywords.read(line, Place.SLUICE_BIND);
        boolean encrypted = bind.settings().get(BindSettings.SSL);
        boolean certificate = !bind.settings().get(BindSettings.CRT).isEmpty();
        if (encrypted != certificate || (!encrypted && bind.settings().has(BindSettings.CA_FILE))) {
            throw line.bad("'grpc': 'ssl' and 'crt <pem>' need each other, and 'ca-file <pem>' needs both.");
        }
        for (ListenAddress address : bind.addresses()) {
            // Whoever reaches it, or listens on the way, could change what runs.
            if (!encrypted && address instanceof ListenAddress.Inet inet && !isLoopback(inet.host())) {
                throw line.bad("'grpc': without TLS it listens only on loopback addresses and unix sockets (got '"
                        + address.display() + "').");
            }
        }
        line.append(SluiceSettings.GRPC, bind);
    }

    private static void metrics(Line line) throws BadLineException {
        BindSpec bind = BindKeywords.read(line, Place.SLUICE_BIND);
        Settings settings = bind.settings();
        if (settings.has(BindSettings.SSL) || settings.has(BindSettings.CRT) || settings.has(BindSettings.CA_FILE)) {
            throw line.bad("'metrics': encryption is not supported yet.");
        }
        line.append(SluiceSettings.METRICS, bind);
    }

    private static boolean isLoopback(String host) {
        return host.startsWith("127.") || host.equals("::1");
    }
}
