package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Vocabulary;
import dev.sluice.proxy.sample.convert.Converters;
import dev.sluice.proxy.sample.fetch.Fetches;
import dev.sluice.proxy.sample.map.MapConverters;
import dev.sluice.proxy.track.TableConverters;
import dev.sluice.proxy.track.TableFetches;
import java.util.List;

/** The fetches and converters of all parts of the program, joined: add a list here. */
public final class SampleWords {
    /** Lists of fetches. */
    private static final List<List<Fetch>> FETCHES = List.of(Fetches.ALL, TableFetches.ALL, AclSamples.FETCHES);

    /** Lists of converters. */
    private static final List<List<Converter>> CONVERTERS =
            List.of(Converters.ALL, MapConverters.ALL, TableConverters.ALL, AclSamples.CONVERTERS);

    /** All of them. */
    public static final Vocabulary ALL = new Vocabulary(FETCHES, CONVERTERS);

    private SampleWords() {}
}
