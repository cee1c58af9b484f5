package dev.sluice.config.keyword;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server's settings start from: {@code from none}, {@code from be:} and {@code from srv:}, and {@code default-server}. */
final class ServerOrigins {
    private ServerOrigins() {}

    /** What the next words of a line say with {@code from}, else {@code otherwise}. */
    static Settings ofLine(Line line, Settings otherwise) throws BadLineException {
        if (!line.accept("from")) {
            return otherwise;
        }
        String origin = line.next("'none', 'be:' or 'srv:' and a server's name");
        if (origin.equals("none")) {
            return Settings.EMPTY;
        }
        if (origin.equals("be:") || origin.equals("be:" + line.sectionName())) {
            return line.get(ProxySettings.DEFAULT_SERVER);
        }
        if (!origin.startsWith("srv:")) {
            throw line.bad(
                    "'from' expects 'none', 'be:' or 'srv:<server>' of the same backend (got '" + origin + "').");
        }
        String name = origin.substring("srv:".length());
        String own = line.sectionName() + "/";
        return named(line, name.startsWith(own) ? name.substring(own.length()) : name);
    }

    private static Settings named(Line line, String name) throws BadLineException {
        @Nullable
        Settings byName = line.get(ProxySettings.NAMED_DEFAULT_SERVERS).get(name);
        if (byName != null) {
            return byName;
        }
        for (ServerSpec server : line.servers()) {
            if (server.name().equals(name)) {
                return RunningServer.reusable(server.settings());
            }
        }
        throw line.bad("'from': no server and no default-server '" + name + "' stands above.");
    }

    /** {@code default-server}, with a name or without. */
    static void defaultServer(Line line) throws BadLineException {
        if (!line.accept("name")) {
            Settings start = ofLine(line, line.get(ProxySettings.DEFAULT_SERVER));
            Settings read = line.parameters(Place.SERVER, "default-server", start);
            line.set(
                    ProxySettings.DEFAULT_SERVER,
                    read.equals(Settings.EMPTY)
                            ? read
                            : read.toBuilder()
                                    .set(ServerSettings.DEFAULTED, true)
                                    .build());
            return;
        }
        String name = line.next("a name");
        for (ServerSpec server : line.servers()) {
            if (server.name().equals(name)) {
                throw line.bad("a server has the name '" + name + "', declared at " + server.location() + ".");
            }
        }
        Map<String, Settings> named = new HashMap<>(line.get(ProxySettings.NAMED_DEFAULT_SERVERS));
        Settings start = ofLine(line, named.getOrDefault(name, Settings.EMPTY));
        named.put(name, line.parameters(Place.SERVER, name, start));
        line.set(ProxySettings.NAMED_DEFAULT_SERVERS, Map.copyOf(named));
    }
}
