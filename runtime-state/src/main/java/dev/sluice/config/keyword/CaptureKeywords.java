package dev.sluice.config.keyword;

import dev.sluice.config.CaptureCookie;
import dev.sluice.config.CaptureSpec;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is kept of requests and responses, and what numbers them. */
final class CaptureKeywords {
    private static final Set<Place> FRONTENDS = EnumSet.of(Place.FRONTEND, Place.LISTEN);

    /** More than any header field that fits into the usual buffer. */
    private static final int LENGTH_MAX = 65_535;

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "capture request",
                            "header <name> len <length>",
                            FRONTENDS,
                            "keep a request's header for the log")
                    .effective(line -> header(line, true)),
            Keyword.of(
                            "capture response",
                            "header <name> len <length>",
                            FRONTENDS,
                            "keep a response's header for the log")
                    .effective(line -> header(line, false)),
            Keyword.of("capture cookie", "<name> len <length>", FRONTENDS, "keep a cookie for the log")
                    .effective(CaptureKeywords::cookie),
            Keyword.of("declare capture", "request|response len <length>", FRONTENDS, "a place that rules can fill")
                    .effective(CaptureKeywords::declare),
            Keyword.of(
                            "unique-id-header",
                            "<name>",
                            EnumSet.of(Place.DEFAULTS, Place.FRONTEND, Place.LISTEN),
                            "the header that takes a request's own number to servers")
                    .effective(line -> line.set(
                            ProxySettings.UNIQUE_ID_HEADER,
                            line.next("the name of a header").toLowerCase(Locale.ROOT))));

    private CaptureKeywords() {}

    private static int length(Line line) throws BadLineException {
        if (!line.accept("len")) {
            throw line.bad("'" + line.keyword() + "' expects 'len' and a number.");
        }
        return line.number(1, LENGTH_MAX);
    }

    private static void header(Line line, boolean request) throws BadLineException {
        if (!line.accept("header")) {
            throw line.bad("'" + line.keyword() + "' only supports 'header'.");
        }
        String name = line.next("the name of a header").toLowerCase(Locale.ROOT);
        line.append(ProxySettings.CAPTURES, new CaptureSpec(request, CaptureSpec.Origin.HEADER, name, length(line)));
    }

    private static void cookie(Line line) throws BadLineException {
        String name = line.next("the name of a cookie");
        boolean prefix = name.endsWith("*");
        String wanted = prefix ? name.substring(0, name.length() - 1) : name;
        line.set(ProxySettings.CAPTURE_COOKIE, new CaptureCookie(wanted, prefix, length(line)));
    }

    private static void declare(Line line) throws BadLineException {
        String which = line.next("'request' or 'response'");
        if (!which.equals("request") && !which.equals("response")) {
            throw line.bad("'declare capture' expects 'request' or 'response' (got '" + which + "').");
        }
        line.append(
                ProxySettings.CAPTURES,
                new CaptureSpec(which.equals("request"), CaptureSpec.Origin.DECLARED, "", length(line)));
    }
}
