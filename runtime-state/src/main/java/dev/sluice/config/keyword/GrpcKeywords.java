package dev.sluice.config.keyword;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.GrpcSettings;
import dev.sluice.config.Level;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code grpc} line of a {@code sluice} section, and what may follow its address. */
final class GrpcKeywords {
    private static final Set<Place> ADDRESS = Set.of(Place.SLUICE_BIND);
    private static final Choice<Level> LEVELS = Choice.of(Level.class);

    /** More at once than a client could ever have open. */
    private static final int STREAMS_MAX = 1_000_000;

    private static final int MESSAGE_BYTES_MIN = 1 << 10;
    /** A request is held in memory as a whole. */
    private static final int MESSAGE_BYTES_MAX = 1 << 28;

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "grpc",
                            "<address> [level <level>] [ssl crt <pem> [ca-file <pem>]] [<parameter>...]",
                            Set.of(Place.SLUICE),
                            "where the typed control API listens")
                    .effective(GrpcKeywords::grpc),
            Keyword.of("level", "user|operator|admin", ADDRESS, "what its clients may do")
                    .effective(line -> line.set(BindSettings.LEVEL, LEVELS.read(line))),
            Keyword.of("ssl", "", ADDRESS, "encrypt, with the certificate of 'crt'")
                    .effective(line -> line.set(BindSettings.SSL, true)),
            Keyword.of("crt", "<pem>", ADDRESS, "certificate chain and key")
                    .effective(
                            line -> line.set(BindSettings.CRT, line.location().path(line.next("a file")))),
            Keyword.of("ca-file", "<pem>", ADDRESS, "have clients show a certificate of one of these authorities")
                    .effective(line ->
                            line.set(BindSettings.CA_FILE, line.location().path(line.next("a file")))),
            Keyword.of(
                            "client-level",
                            "<name> user|operator|admin",
                            ADDRESS,
                            "what the client may do whose certificate has this subject, common name or URI")
                    .effective(GrpcKeywords::clientLevel),
            Keyword.of("keepalive", "<time>", ADDRESS, "silence before a client is asked whether it is there")
                    .effective(Forms.positiveTime(GrpcSettings.KEEPALIVE)),
            Keyword.of("keepalive-timeout", "<time>", ADDRESS, "how long its answer may take")
                    .effective(Forms.positiveTime(GrpcSettings.KEEPALIVE_TIMEOUT)),
            Keyword.of("keepalive-min", "<time>", ADDRESS, "how often at most a client may ask the same")
                    .effective(Forms.time(GrpcSettings.KEEPALIVE_MIN)),
            Keyword.of("max-age", "<time>", ADDRESS, "how long a connection lasts before its client is to come anew")
                    .effective(Forms.positiveTime(GrpcSettings.MAX_AGE)),
            Keyword.of("max-age-grace", "<time>", ADDRESS, "how long calls may go on from then")
                    .effective(Forms.positiveTime(GrpcSettings.MAX_AGE_GRACE)),
            Keyword.of("max-streams", "<number>", ADDRESS, "calls at once on a connection")
                    .effective(Forms.number(GrpcSettings.MAX_STREAMS, 1, STREAMS_MAX)),
            Keyword.of("max-message", "<size>", ADDRESS, "bytes of a request at most")
                    .effective(GrpcKeywords::message));

    private GrpcKeywords() {}

    private static void grpc(Line line) throws BadLineException {
        BindSpec bind = BindKeywords.read(line, Place.SLUICE_BIND);
        Settings settings = bind.settings();
        boolean encrypted = settings.get(BindSettings.SSL);
        boolean certificate = !settings.get(BindSettings.CRT).isEmpty();
        if (encrypted != certificate || (!encrypted && settings.has(BindSettings.CA_FILE))) {
            throw line.bad("'grpc': 'ssl' and 'crt <pem>' need each other, and 'ca-file <pem>' needs both.");
        }
        if (settings.has(GrpcSettings.CLIENT_LEVELS) && !settings.has(BindSettings.CA_FILE)) {
            throw line.bad("'grpc': 'client-level' goes by certificates of clients, which need 'ca-file <pem>'.");
        }
        if (settings.has(GrpcSettings.MAX_AGE_GRACE) && !settings.has(GrpcSettings.MAX_AGE)) {
            throw line.bad("'grpc': 'max-age-grace' needs 'max-age <time>'.");
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

    private static boolean isLoopback(String host) {
        return host.startsWith("127.") || host.equals("::1");
    }

    private static void clientLevel(Line line) throws BadLineException {
        String name = line.next("the name of a client");
        Map<String, Level> levels = new LinkedHashMap<>(line.get(GrpcSettings.CLIENT_LEVELS));
        if (levels.put(name, LEVELS.read(line)) != null) {
            throw line.bad("'client-level': '" + name + "' has a level already.");
        }
        line.set(GrpcSettings.CLIENT_LEVELS, Map.copyOf(levels));
    }

    private static void message(Line line) throws BadLineException {
        int size = line.size();
        if (size < MESSAGE_BYTES_MIN || size > MESSAGE_BYTES_MAX) {
            throw line.bad("'max-message' expects a size from " + MESSAGE_BYTES_MIN + " to " + MESSAGE_BYTES_MAX
                    + " bytes (got " + size + ").");
        }
        line.set(GrpcSettings.MAX_MESSAGE, size);
    }

    /** What a line of another kind must not say: it has its meaning on a {@code grpc} line alone. */
    static void refuse(Line line, Settings settings) throws BadLineException {
        for (Setting<?> setting : GrpcSettings.ALL) {
            if (settings.has(setting)) {
                throw line.bad("'" + line.keyword() + "': '" + setting.name() + "' is for 'grpc' lines.");
            }
        }
    }
}
