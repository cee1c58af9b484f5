package dev.sluice.config.keyword;

import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;

/** Reads the server of an {@code add server} command, whose line is that of the file from the name on. */
public final class RunningServer {
    private static final String NAME_CHARACTERS = "_.:-";

    /** A name may be resolved later. */
    private static final String NO_ADDRESS = "none";

    private static final Settings UNRESOLVED =
            Settings.builder().set(ServerSettings.INIT_ADDR, NO_ADDRESS).build();

    private RunningServer() {}

    /** Finds what {@code from be:} and {@code from srv:} name. */
    @FunctionalInterface
    public interface Origins {
        /** The settings behind {@code origin}, which starts with one of the two. */
        Settings find(String origin) throws BadLineException;
    }

    /** Reads the line, whose next word is the name. */
    public static ServerSpec read(Line line, Origins origins) throws BadLineException {
        String name = line.peek().isPresent() ? line.next("a name") : "";
        if (!line.hasNext()) {
            throw line.bad("'server' expects <name> and <addr>[:<port>] as arguments.");
        }
        checkName(line, name);
        String address = line.next("an address");
        // A bad address is told before what is wrong with the words behind it.
        String host =
                ServerKeywords.spec(line, name, address, UNRESOLVED).settings().get(ServerSettings.FQDN);
        if (host.startsWith(".") || host.contains("..")) {
            throw line.bad("Can't create DNS resolution for server '" + name + "'");
        }
        Settings settings = line.parameters(Place.SERVER, name, start(line, origins));
        if (ObserveKeywords.isOutOfPlace(line, settings)) {
            throw line.bad("'layer7' can only be used in http proxies..");
        }
        boolean checked = settings.get(ServerSettings.CHECK);
        if (checked && !settings.get(ServerSettings.TRACK).isEmpty()) {
            throw line.bad("unable to enable checks and tracking at the same time!");
        }
        Settings waiting =
                settings.toBuilder().set(ServerSettings.INIT_ADDR, NO_ADDRESS).build();
        ServerSpec read = ServerKeywords.spec(line, name, address, waiting);
        ServerSpec spec = new ServerSpec(
                name,
                read.address(),
                read.location(),
                settings.toBuilder()
                        .set(ServerSettings.FQDN, read.settings().get(ServerSettings.FQDN))
                        .build());
        if (checked && hasNoPort(spec)) {
            throw line.bad("config: backend '" + line.sectionName() + "': server '" + name
                    + "' has neither service port nor check port nor tcp_check rule 'connect' with port information.");
        }
        return spec;
    }

    private static boolean hasNoPort(ServerSpec spec) {
        ServerAddress address = spec.address();
        return !address.isLocalSocket()
                && (address.port() == 0 || address.portMapped())
                && spec.settings().get(ServerSettings.CHECK_PORT) == 0;
    }

    private static Settings start(Line line, Origins origins) throws BadLineException {
        if (!line.accept("from")) {
            return Settings.EMPTY;
        }
        if (!line.hasNext()) {
            throw line.bad("from: missing value.");
        }
        String origin = line.next("an origin");
        if (origin.equals("none")) {
            return Settings.EMPTY;
        }
        if (!origin.startsWith("be:") && !origin.startsWith("srv:")) {
            throw line.bad("invalid '" + origin + "' value for 'from' keyword.");
        }
        return reusable(origins.find(origin));
    }

    /** What one server's settings mean for another: all but what names that one. */
    static Settings reusable(Settings settings) {
        return settings.toBuilder()
                .unset(ServerSettings.ID)
                .unset(ServerSettings.GUID)
                .unset(ServerSettings.FQDN)
                .unset(ServerSettings.DISABLED)
                .build();
    }

    private static void checkName(Line line, String name) throws BadLineException {
        int bad = invalidCharacter(name);
        if (bad >= 0) {
            throw line.bad("character '" + name.charAt(bad) + "' is not permitted in server name '" + name + "'.");
        }
    }

    /** Where a name has a character that names of proxies and servers cannot have; -1 for nowhere. */
    public static int invalidCharacter(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && NAME_CHARACTERS.indexOf(c) < 0) {
                return i;
            }
        }
        return -1;
    }
}
