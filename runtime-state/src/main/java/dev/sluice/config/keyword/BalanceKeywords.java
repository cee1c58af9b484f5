package dev.sluice.config.keyword;

import dev.sluice.config.Balance;
import dev.sluice.config.Balance.Algorithm;
import dev.sluice.config.BalanceSettings;
import dev.sluice.config.BalanceSettings.Affinity;
import dev.sluice.config.BalanceSettings.HashKey;
import dev.sluice.config.HashType;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How backends choose servers. */
final class BalanceKeywords {
    private static final Choice<HashType.Function> FUNCTIONS = Choice.of(HashType.Function.class);
    private static final Choice<Affinity> AFFINITIES = Choice.of(Affinity.class);
    private static final Choice<HashKey> KEYS = Choice.of(HashKey.class);
    /** Below this nobody could have more than the average. */
    private static final int FACTOR_MIN = 100;

    /** What HAProxy looks for where nothing is said. */
    private static final String RDP_COOKIE = "mstshash";

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "balance",
                            "roundrobin|static-rr|leastconn|first|source|random[(<draws>)]|uri [len <n>] [depth <n>] [whole] [path-only]"
                                    + "|url_param <name> [check_post]|hdr(<name>) [use_domain_only]|rdp-cookie[(<name>)]|hash <expression>",
                            Place.BACK,
                            "how a server is chosen")
                    .effective(BalanceKeywords::balance)
                    .ignoredIn(Place.FRONTEND),
            Keyword.of(
                            "hash-type",
                            "map-based|consistent [sdbm|djb2|wt6|crc32|none] [avalanche]",
                            Place.BACK,
                            "how a hash says which server")
                    .effective(BalanceKeywords::hashType)
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("hash-balance-factor", "<percent>", Place.BACK, "how busy a server by hash may be")
                    .effective(BalanceKeywords::factor)
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("hash-preserve-affinity", "always|maxconn|maxqueue", Place.BACK, "which servers hashes pass by")
                    .effective(line -> line.set(BalanceSettings.HASH_AFFINITY, AFFINITIES.read(line)))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("max-session-srv-conns", "<number>", Place.FRONT, "idle connections kept for one client alone")
                    .effective(Forms.count(ProxySettings.MAX_SESSION_SRV_CONNS))
                    .ignoredIn(Place.BACKEND),
            Keyword.of("hash-key", "id|id32|guid|addr|addr-port", Set.of(Place.SERVER), "where it stands on the ring")
                    .effective(line -> line.set(BalanceSettings.HASH_KEY, KEYS.read(line))));

    private BalanceKeywords() {}

    private static void balance(Line line) throws BadLineException {
        String word = line.next("an algorithm");
        int parenthesis = word.indexOf('(');
        String name = parenthesis < 0 ? word : word.substring(0, parenthesis);
        for (Algorithm algorithm : Algorithm.values()) {
            if (algorithm.word().equals(name)) {
                String argument = parenthesis < 0 ? "" : argument(line, word, parenthesis);
                line.set(ProxySettings.BALANCE, new Balance(algorithm, arguments(line, algorithm, argument)));
                return;
            }
        }
        throw line.bad("'balance' expects one of: "
                + Stream.of(Algorithm.values()).map(Algorithm::word).collect(Collectors.joining(", ")) + " (got '"
                + word + "').");
    }

    private static String argument(Line line, String word, int parenthesis) throws BadLineException {
        if (!word.endsWith(")") || word.length() == parenthesis + 2) {
            throw line.bad("'balance' expects something between the parentheses (got '" + word + "').");
        }
        return word.substring(parenthesis + 1, word.length() - 1);
    }

    private static List<String> arguments(Line line, Algorithm algorithm, String argument) throws BadLineException {
        boolean takesOne =
                algorithm == Algorithm.RANDOM || algorithm == Algorithm.HDR || algorithm == Algorithm.RDP_COOKIE;
        if (!argument.isEmpty() && !takesOne) {
            throw line.bad("'balance " + algorithm.word() + "' takes nothing in parentheses.");
        }
        return switch (algorithm) {
            case ROUNDROBIN, STATIC_RR, LEASTCONN, FIRST, SOURCE, STICKY -> List.of();
            case RANDOM -> draws(line, argument);
            case URI -> uri(line);
            case URL_PARAM -> parameter(line);
            case HDR -> header(line, argument);
            case RDP_COOKIE -> List.of(argument.isEmpty() ? RDP_COOKIE : argument);
            case HASH -> expression(line);
            case LOG_HASH -> List.of(line.next("converters"));
        };
    }

    private static List<String> draws(Line line, String argument) throws BadLineException {
        if (!argument.isEmpty() && !argument.matches("[1-9][0-9]{0,5}")) {
            throw line.bad("'balance random' takes a number of draws from 1 on (got '" + argument + "').");
        }
        return argument.isEmpty() ? List.of() : List.of(argument);
    }

    /** Length, depth, {@code whole} and {@code path-only}, each in its place. */
    private static List<String> uri(Line line) throws BadLineException {
        int length = 0;
        int depth = 0;
        String whole = "";
        String path = "";
        while (line.hasNext()) {
            if (line.accept("len")) {
                length = line.number(1, Integer.MAX_VALUE);
            } else if (line.accept("depth")) {
                depth = line.number(1, Integer.MAX_VALUE - 1);
            } else if (line.accept("whole")) {
                whole = "whole";
            } else if (line.accept("path-only")) {
                path = "path-only";
            } else {
                throw line.bad("'balance uri' takes 'len <number>', 'depth <number>', 'whole' and 'path-only' (got '"
                        + line.next("") + "').");
            }
        }
        return List.of(Integer.toString(length), Integer.toString(depth), whole, path);
    }

    private static List<String> parameter(Line line) throws BadLineException {
        String name = line.next("the name of a parameter");
        boolean post = line.accept("check_post");
        if (post && line.hasNext()) {
            // How many bytes to wait for: has not mattered for long.
            line.next("a number");
        }
        return post ? List.of(name, "check_post") : List.of(name);
    }

    private static List<String> header(Line line, String name) throws BadLineException {
        if (name.isEmpty()) {
            throw line.bad("'balance hdr' expects the name of a header in parentheses.");
        }
        return line.accept("use_domain_only") ? List.of(name, "use_domain_only") : List.of(name);
    }

    private static List<String> expression(Line line) throws BadLineException {
        List<String> words = line.rest();
        if (words.isEmpty()) {
            throw line.bad("'balance hash' expects an expression.");
        }
        return words;
    }

    private static void hashType(Line line) throws BadLineException {
        String method = line.next("'map-based' or 'consistent'");
        boolean consistent = method.equals("consistent");
        if (!consistent && !method.equals("map-based")) {
            throw line.bad("'hash-type' expects 'map-based' or 'consistent' (got '" + method + "').");
        }
        if (!line.hasNext()) {
            // Places on a ring are spread evenly, so hashes had better be too.
            line.set(BalanceSettings.HASH_TYPE, new HashType(consistent, HashType.Function.SDBM, consistent));
            return;
        }
        HashType.Function function = FUNCTIONS.read(line);
        line.set(BalanceSettings.HASH_TYPE, new HashType(consistent, function, line.accept("avalanche")));
    }

    private static void factor(Line line) throws BadLineException {
        int factor = line.number(0, Integer.MAX_VALUE);
        if (factor != 0 && factor <= FACTOR_MIN) {
            throw line.bad("'hash-balance-factor' expects 0 or a number greater than 100 (got '" + factor + "').");
        }
        line.set(BalanceSettings.HASH_BALANCE_FACTOR, factor);
    }
}
