package dev.sluice.config.keyword;

import dev.sluice.config.RingSpec;
import dev.sluice.config.SectionSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.List;
import java.util.Set;

/** The lines of {@code ring} sections. */
final class RingKeywords {
    private static final Set<Place> RING = Set.of(Place.RING);

    /** Room for one short message beside what a ring needs for itself. */
    private static final int SIZE_MIN = RingSpec.OVERHEAD + 63;

    /** It is part of the heap, taken at once: more than this would rather be a mistake than a log. */
    private static final int SIZE_MAX = 268_435_456;

    /** What a {@code log} line may ask for at most. */
    private static final int LENGTH_MAX = 65_535;

    static final List<Keyword> ALL = List.of(
            Keyword.of("description", "<text>", RING, "what 'show events' says of it")
                    .effective(Forms.text(SectionSettings.RING_DESCRIPTION)),
            Keyword.of("format", "<format>", RING, "the header of its messages")
                    .effective(line -> line.set(SectionSettings.RING_FORMAT, LogKeywords.format(line))),
            Keyword.of("maxlen", "<bytes>", RING, "the longest message, its header included")
                    .effective(Forms.number(SectionSettings.RING_MAXLEN, 1, LENGTH_MAX)),
            Keyword.of("size", "<size>", RING, "memory for its messages").effective(RingKeywords::size),
            Keyword.of("backing-file", "<path>", RING, "").notYet());

    private RingKeywords() {}

    private static void size(Line line) throws BadLineException {
        int size = line.size();
        if (size < SIZE_MIN || size > SIZE_MAX) {
            throw line.bad("'size' expects from " + SIZE_MIN + " to " + SIZE_MAX + " bytes (got '" + size + "').");
        }
        line.set(SectionSettings.RING_SIZE, size);
    }
}
