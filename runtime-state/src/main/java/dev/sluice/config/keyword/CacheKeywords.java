package dev.sluice.config.keyword;

import dev.sluice.config.CacheSpec;
import dev.sluice.config.SectionSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.List;
import java.util.Set;

/** The lines of {@code cache} sections. */
final class CacheKeywords {
    private static final Set<Place> CACHE = Set.of(Place.CACHE);

    /** The largest number of megabytes that HAProxy takes, so that configurations mean the same. */
    private static final int MEGABYTES_MAX = 4095;

    /** Of a cache's memory, links of responses that are gone may use this much where nothing is said; HAProxy's number. */
    private static final int HINTS_PERCENT = 25;

    private static final int HINTS_PERCENT_MAX = 99;

    static final List<Keyword> ALL = List.of(
            Keyword.of("total-max-size", "<megabytes>", CACHE, "memory that kept responses may use")
                    .effective(line -> {
                        int megabytes = number(line, 0);
                        if (megabytes > MEGABYTES_MAX) {
                            throw line.bad(
                                    "\"total-max-size\" (" + megabytes + ") must not be greater than " + MEGABYTES_MAX);
                        }
                        line.set(SectionSettings.CACHE_MEGABYTES, megabytes);
                    }),
            Keyword.of("max-object-size", "<bytes>", CACHE, "the longest response that is kept, its head included")
                    .effective(line -> line.set(SectionSettings.CACHE_OBJECT_BYTES, number(line, 0))),
            Keyword.of("max-age", "<seconds>", CACHE, "how long a response is kept at most")
                    .effective(line -> line.set(SectionSettings.CACHE_AGE, number(line, 0))),
            Keyword.of("process-vary", "on|off", CACHE, "keep responses that depend on headers of the request")
                    .effective(CacheKeywords::vary),
            Keyword.of("max-secondary-entries", "<number>", CACHE, "responses that one address may have in that case")
                    .effective(line -> line.set(SectionSettings.CACHE_VARIANTS, number(line, 1))),
            Keyword.of(
                            "early-hints",
                            "on|off|only [ratio <percent>]",
                            CACHE,
                            "whether links of kept responses are told to clients in advance")
                    .effective(CacheKeywords::hints));

    private CacheKeywords() {}

    private static int number(Line line, int least) throws BadLineException {
        String word = line.hasNext() ? line.next("a number") : "";
        int number;
        try {
            number = Integer.parseInt(word);
        } catch (NumberFormatException e) {
            number = -1;
        }
        if (number < least) {
            throw line.bad(line.keyword() + " wrong value '" + word + "'");
        }
        return number;
    }

    private static void vary(Line line) throws BadLineException {
        String word = line.hasNext() ? line.next("'on' or 'off'") : "";
        if (!word.equals("on") && !word.equals("off")) {
            throw line.bad("'process-vary' expects \"on\" or \"off\" (got '" + word + "').");
        }
        line.set(SectionSettings.CACHE_VARIES, word.equals("on"));
    }

    private static void hints(Line line) throws BadLineException {
        String word = line.hasNext() ? line.next("'on', 'off' or 'only'") : "";
        if (!List.of("on", "off", "only").contains(word)) {
            throw line.bad("'early-hints' expects \"on\", \"off\" or \"only\" (got '" + word + "').");
        }
        int percent = line.accept("ratio") ? ratio(line) : HINTS_PERCENT;
        line.set(
                SectionSettings.CACHE_HINTS,
                word.equals("off") ? CacheSpec.Hints.OFF : new CacheSpec.Hints(true, word.equals("only"), percent));
    }

    private static int ratio(Line line) throws BadLineException {
        int percent = number(line, 1);
        if (percent > HINTS_PERCENT_MAX) {
            throw line.bad("'early-hints' : 'ratio' expects a number from 1 to " + HINTS_PERCENT_MAX + " (got '"
                    + percent + "').");
        }
        return percent;
    }
}
