package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.OddNames;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Setting;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keywords about what is accepted as a message of HTTP and what of it is passed on, and what counts as an error. */
final class MessageKeywords {
    private static final Choice<OddNames> ODD_NAMES = Choice.of(OddNames.class);

    private MessageKeywords() {}

    static List<Keyword> all() {
        List<Keyword> all = new ArrayList<>(accepted());
        all.addAll(passedOn());
        return all;
    }

    private static List<Keyword> accepted() {
        return List.of(
                Keyword.of(
                                "http-err-codes",
                                "[+-]<range>[,...] ...",
                                Set.of(Place.GLOBAL),
                                "the responses that count as errors of clients in stick tables")
                        .effective(StatusRanges.of(GlobalSettings.ERROR_CODES)),
                Keyword.of(
                                "http-fail-codes",
                                "[+-]<range>[,...] ...",
                                Set.of(Place.GLOBAL),
                                "the responses that count as failures of servers in stick tables")
                        .effective(StatusRanges.of(GlobalSettings.FAILURE_CODES)),
                Keyword.of(
                                "option accept-unsafe-violations-in-http-request",
                                "",
                                Place.FRONT,
                                "take requests whose names, targets or values no standard allows")
                        .effective(Forms.flag(ProxySettings.UNSAFE_REQUESTS))
                        .negatable()
                        .ignoredIn(Place.BACKEND),
                Keyword.of(
                                "option accept-unsafe-violations-in-http-response",
                                "",
                                Place.BACK,
                                "take responses whose names or values no standard allows")
                        .effective(Forms.flag(ProxySettings.UNSAFE_RESPONSES))
                        .negatable()
                        .ignoredIn(Place.FRONTEND),
                Keyword.of(
                                "option accept-invalid-http-request",
                                "",
                                Place.FRONT,
                                "the old name of option accept-unsafe-violations-in-http-request")
                        .effective(line -> renamed(line, ProxySettings.UNSAFE_REQUESTS))
                        .ignoredIn(Place.BACKEND),
                Keyword.of(
                                "option accept-invalid-http-response",
                                "",
                                Place.BACK,
                                "the old name of option accept-unsafe-violations-in-http-response")
                        .effective(line -> renamed(line, ProxySettings.UNSAFE_RESPONSES))
                        .ignoredIn(Place.FRONTEND),
                Keyword.of(
                                "h1-accept-payload-with-any-method",
                                "",
                                Set.of(Place.GLOBAL),
                                "take content with GET, HEAD and DELETE of HTTP/1.0")
                        .effective(Forms.fixed(GlobalSettings.ANY_CONTENT, true)));
    }

    private static List<Keyword> passedOn() {
        return List.of(
                Keyword.of(
                                "option http-drop-request-trailers",
                                "",
                                Place.BACK,
                                "send no fields behind the bodies of requests")
                        .effective(Forms.flag(ProxySettings.DROP_REQUEST_TRAILERS))
                        .negatable()
                        .ignoredIn(Place.FRONTEND),
                Keyword.of(
                                "option http-drop-response-trailers",
                                "",
                                Place.FRONT,
                                "send no fields behind the bodies of responses")
                        .effective(Forms.flag(ProxySettings.DROP_RESPONSE_TRAILERS))
                        .negatable()
                        .ignoredIn(Place.BACKEND),
                Keyword.of(
                                "option http-restrict-req-hdr-names",
                                "preserve|delete|reject",
                                Place.PROXIES,
                                "what to do about requests' fields with other names than of letters, digits and '-'")
                        .effective(line -> line.set(ProxySettings.ODD_NAMES, ODD_NAMES.read(line))));
    }

    private static void renamed(Line line, Setting<Boolean> setting) {
        line.warn("'" + line.keyword() + "' is deprecated; its name is '" + setting.name()
                + "' now, for whoever cannot do without.");
        line.set(setting, true);
    }
}
