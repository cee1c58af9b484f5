package dev.sluice.config.keyword;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.HttpReuse;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What proxies say about themselves in a word or two. */
final class ProxyKeywords {
    private static final Set<Place> NAMED = EnumSet.of(Place.FRONTEND, Place.BACKEND, Place.LISTEN);
    private static final Choice<Mode> MODES = Choice.of(Mode.class);
    private static final Choice<HttpReuse> REUSES = Choice.of(HttpReuse.class);
    static final List<Keyword> ALL = List.of(
            Keyword.of("mode", "tcp|http|log", Place.PROXIES, "what kind of traffic the proxy understands")
                    .effective(ProxyKeywords::mode),
            Keyword.of("disabled", "", Place.PROXIES, "leave the proxy out")
                    .effective(Forms.fixed(ProxySettings.DISABLED, true)),
            Keyword.of("enabled", "", Place.PROXIES, "take the proxy in, whatever the defaults say")
                    .effective(Forms.fixed(ProxySettings.DISABLED, false)),
            Keyword.of("id", "<number>", NAMED, "the number in statistics")
                    .effective(Forms.number(ProxySettings.ID, 1, Integer.MAX_VALUE)),
            Keyword.of("guid", "<text>", NAMED, "a name that no other object has")
                    .effective(Guids::read),
            Keyword.of("description", "<text>", NAMED, "a text for statistics")
                    .effective(Forms.text(ProxySettings.DESCRIPTION)),
            Keyword.of("maxconn", "<number>", Place.FRONT, "connections of clients that a frontend has at once")
                    .effective(Forms.count(ProxySettings.MAXCONN))
                    .ignoredIn(Place.BACKEND),
            Keyword.of("fullconn", "<number>", Place.BACK, "load at which servers reach their 'maxconn'")
                    .effective(Forms.count(ProxySettings.FULLCONN))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("backlog", "<number>", Place.FRONT, "connections that wait to be accepted")
                    .effective(Forms.count(ProxySettings.BACKLOG))
                    .ignoredIn(Place.BACKEND),
            Keyword.of("retries", "<number>", Place.BACK, "how often a failed connection is tried again")
                    .effective(Forms.count(ProxySettings.RETRIES))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("http-reuse", "never|safe|aggressive|always", Place.BACK, "which requests use idle connections")
                    .effective(line -> line.set(ProxySettings.HTTP_REUSE, REUSES.read(line)))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("default-server", "<parameter>...", Place.BACK, "what the servers below start from")
                    .effective(ProxyKeywords::defaultServer)
                    .ignoredIn(Place.FRONTEND));

    private ProxyKeywords() {}

    private static void mode(Line line) throws BadLineException {
        String word = line.peek().orElse("");
        if (word.equals("log") && line.place() != Place.BACKEND) {
            throw line.bad("'mode log' is for backends alone.");
        }
        if (Set.of("health", "spop", "haterm").contains(word)) {
            throw line.bad("'mode " + word + "' is not supported by this version of Sluice yet.");
        }
        line.set(ProxySettings.MODE, MODES.read(line));
    }

    private static void defaultServer(Line line) throws BadLineException {
        if (!line.hasNext()) {
            throw line.bad("'default-server' expects a parameter as an argument.");
        }
        try {
            ServerOrigins.defaultServer(line);
        } catch (BadLineException e) {
            throw line.bad("'default-server' : " + e.text());
        }
    }
}
