package dev.sluice.config.keyword;

import dev.sluice.config.CompressionSpec;
import dev.sluice.config.CompressionSpec.Algorithm;
import dev.sluice.config.CompressionSpec.Direction;
import dev.sluice.config.FilterSpec;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Compression of bodies, and the filters that bodies pass. */
final class CompressionKeywords {
    private static final Set<Place> GLOBAL = Set.of(Place.GLOBAL);
    private static final Set<Place> NAMED = EnumSet.of(Place.FRONTEND, Place.BACKEND, Place.LISTEN);
    private static final String COMPRESSION = "compression";
    private static final String EXPECTED =
            "'compression' expects 'algo', 'type', 'direction', 'offload', 'minsize-req' or 'minsize-res'.";
    private static final Set<String> LATER =
            Set.of("bwlim-in", "bwlim-out", "fcgi-app", "opentracing", "spoe", "trace");

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            COMPRESSION,
                            "algo|algo-req|algo-res <algorithm>... | type|type-req|type-res <type>... | offload"
                                    + " | direction request|response|both | minsize-req|minsize-res <size>",
                            Place.PROXIES,
                            "make bodies smaller for clients, or for servers, that understand it")
                    .effective(CompressionKeywords::compression),
            Keyword.of("filter", "comp-req|comp-res|compression|cache <name>", NAMED, "what bodies pass through")
                    .effective(CompressionKeywords::filter),
            Keyword.of(
                            "filter-sequence",
                            "request|response <filter>,...",
                            NAMED,
                            "which filters bodies pass in one direction, and in which order")
                    .effective(CompressionKeywords::sequence),
            Keyword.of("maxcomprate", "<number>", GLOBAL, "kilobytes a second that compression takes in at most")
                    .effective(Forms.count(GlobalSettings.MAX_COMPRESSION_RATE)),
            Keyword.of("maxcompcpuusage", "<percent>", GLOBAL, "how busy workers may be for compression still to begin")
                    .effective(Forms.number(GlobalSettings.MAX_COMPRESSION_CPU, 0, 100)),
            Keyword.of("maxzlibmem", "<megabytes>", GLOBAL, "memory that compression may use")
                    .effective(Forms.number(GlobalSettings.MAX_COMPRESSION_MEMORY, 0, 2047)),
            Keyword.of("tune.comp.maxlevel", "<number>", GLOBAL, "how hard compression tries at most")
                    .effective(Forms.number(GlobalSettings.COMPRESSION_LEVEL, 1, 9)));

    private CompressionKeywords() {}

    private static void compression(Line line) throws BadLineException {
        if (!line.hasNext()) {
            throw line.bad(EXPECTED);
        }
        String what = line.next("what is compressed");
        CompressionSpec before = line.get(ProxySettings.COMPRESSION);
        switch (what) {
            case "algo", "algo-res" -> responses(line);
            case "algo-req" -> line.set(ProxySettings.COMPRESSION, before.requestBy(algorithm(line)));
            case "type", "type-res" -> types(line, false);
            case "type-req" -> types(line, true);
            case "offload" -> offload(line);
            case "direction" -> line.set(ProxySettings.COMPRESSION, before.in(directions(line)));
            case "minsize-req" ->
                line.set(ProxySettings.COMPRESSION, before.from(least(line, what), before.responseLeast()));
            case "minsize-res" ->
                line.set(ProxySettings.COMPRESSION, before.from(before.requestLeast(), least(line, what)));
            default -> throw line.bad(EXPECTED);
        }
    }

    private static void responses(Line line) throws BadLineException {
        do {
            Algorithm algorithm = algorithm(line);
            line.set(
                    ProxySettings.COMPRESSION,
                    line.get(ProxySettings.COMPRESSION).alsoResponse(algorithm));
        } while (line.hasNext());
    }

    private static Algorithm algorithm(Line line) throws BadLineException {
        if (!line.hasNext()) {
            throw line.bad("'compression' expects <algorithm>.");
        }
        String word = line.next("an algorithm");
        return Arrays.stream(Algorithm.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> line.bad("'compression' : '" + word + "' is not a supported algorithm."));
    }

    private static void types(Line line, boolean request) throws BadLineException {
        if (!line.hasNext()) {
            throw line.bad("'compression' expects <type>.");
        }
        while (line.hasNext()) {
            String type = line.next("a type");
            CompressionSpec before = line.get(ProxySettings.COMPRESSION);
            line.set(ProxySettings.COMPRESSION, request ? before.alsoRequestType(type) : before.alsoResponseType(type));
        }
    }

    private static void offload(Line line) {
        if (line.place() == Place.DEFAULTS) {
            line.warn("'compression' : 'offload' ignored in 'defaults' section.");
        } else {
            line.set(
                    ProxySettings.COMPRESSION,
                    line.get(ProxySettings.COMPRESSION).offloading());
        }
    }

    private static Set<Direction> directions(Line line) throws BadLineException {
        String word = line.hasNext() ? line.next("a direction") : "";
        return switch (word) {
            case "request" -> EnumSet.of(Direction.REQUEST);
            case "response" -> EnumSet.of(Direction.RESPONSE);
            case "both" -> EnumSet.allOf(Direction.class);
            default -> throw line.bad("'compression' expects 'request', 'response', or 'both'.");
        };
    }

    private static int least(Line line, String what) throws BadLineException {
        if (!line.hasNext()) {
            throw line.bad("'" + what + "' expects an integer argument.");
        }
        return line.size();
    }

    private static void filter(Line line) throws BadLineException {
        String name = line.next("the name of a filter");
        switch (name) {
            case "comp-req", "comp-res" -> add(line, name, "");
            case COMPRESSION -> {
                add(line, "comp-req", COMPRESSION);
                add(line, "comp-res", COMPRESSION);
            }
            case "cache" -> cache(line);
            default ->
                throw line.bad(
                        LATER.contains(name)
                                ? "'filter': '" + name + "' is not supported by this version of Sluice yet."
                                : "'filter' : unknown keyword '" + name + "'.");
        }
    }

    /** Where caches stand among filters is always the same, so such a line need only be right. */
    private static void cache(Line line) throws BadLineException {
        if (!line.hasNext()) {
            throw line.bad("'filter' : cache : expects a <name> argument.");
        }
        FilterSpec filter = new FilterSpec("cache", line.next("the name of a cache"), line.location());
        line.append(ProxySettings.CACHE_FILTERS, filter);
    }

    private static void add(Line line, String name, String argument) {
        line.append(ProxySettings.FILTERS, new FilterSpec(name, argument, line.location()));
    }

    private static void sequence(Line line) throws BadLineException {
        String direction = line.next("'request' or 'response'");
        if (!direction.equals("request") && !direction.equals("response")) {
            throw line.bad("'filter-sequence' expects 'request' or 'response' (got '" + direction + "').");
        }
        List<String> names = List.of(line.next("a list of filters").split(",", -1));
        line.append(
                ProxySettings.FILTER_SEQUENCES,
                new FilterSpec.Sequence(direction.equals("request"), names, line.location()));
    }
}
