package dev.sluice.config.keyword;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.RetryOn;
import dev.sluice.config.RetryOn.Cause;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which servers requests are brought back to, what these are told of themselves, and when requests are tried again. */
final class RetryKeywords {
    private static final Map<String, Cause> CAUSES = Map.of(
            "conn-failure", Cause.CONN_FAILURE,
            "empty-response", Cause.EMPTY_RESPONSE,
            "junk-response", Cause.JUNK_RESPONSE,
            "response-timeout", Cause.RESPONSE_TIMEOUT,
            "0rtt-rejected", Cause.EARLY_DATA_REFUSED);
    /** Those that say more of a server, or of the moment, than of the request. */
    private static final Set<String> STATUSES =
            Set.of("401", "403", "404", "408", "421", "425", "429", "500", "501", "502", "503", "504");

    private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504);

    /** Headers that requests cannot do without as they are. */
    private static final Set<String> FRAMING = Set.of("host", "content-length", "transfer-encoding", "connection");

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "retry-on",
                            "none|conn-failure|empty-response|junk-response|response-timeout|0rtt-rejected|<status>"
                                    + "|all-retryable-errors...",
                            Place.BACK,
                            "after which failures a request is tried again")
                    .effective(RetryKeywords::retryOn)
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("option persist", "", Place.BACK, "bring clients back to servers that are down")
                    .effective(Forms.flag(ProxySettings.PERSIST))
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("option prefer-last-server", "", Place.BACK, "go where a connection is kept for the client")
                    .effective(Forms.flag(ProxySettings.PREFER_LAST_SERVER))
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("max-keep-alive-queue", "<number>", Place.BACK, "how many may wait before that is given up")
                    .effective(Forms.number(ProxySettings.MAX_KEEP_ALIVE_QUEUE, -1, Integer.MAX_VALUE))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("http-send-name-header", "[<name>]", Place.BACK, "tell servers their names")
                    .effective(RetryKeywords::sendName)
                    .ignoredIn(Place.FRONTEND));

    private RetryKeywords() {}

    private static void sendName(Line line) throws BadLineException {
        String name = line.hasNext() ? line.next("a name") : "";
        if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
            throw line.bad("'http-send-name-header' cannot take the place of '" + name + "'.");
        }
        line.set(ProxySettings.SEND_NAME_HEADER, name);
    }

    private static void retryOn(Line line) throws BadLineException {
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        Set<Integer> statuses = new TreeSet<>();
        String word = line.next("what to try again after");
        if (word.equals("none") && !line.hasNext()) {
            line.set(ProxySettings.RETRY_ON, new RetryOn(causes, statuses));
            return;
        }
        while (true) {
            if (CAUSES.containsKey(word)) {
                causes.add(CAUSES.get(word));
            } else if (STATUSES.contains(word)) {
                statuses.add(Integer.parseInt(word));
            } else if (word.equals("all-retryable-errors")) {
                causes.addAll(CAUSES.values());
                statuses.addAll(PASSING);
            } else if (word.equals("none")) {
                throw line.bad("'retry-on': 'none' stands alone.");
            } else {
                throw line.bad("'retry-on': unknown keyword '" + word + "'.");
            }
            if (!line.hasNext()) {
                break;
            }
            word = line.next("another");
        }
        line.set(ProxySettings.RETRY_ON, new RetryOn(causes, statuses));
    }
}
