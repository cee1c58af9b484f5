package dev.sluice.proxy.track;

import dev.sluice.config.TableSpec;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Samples as keys of a table. */
final class SampleKeys {
    private SampleKeys() {}

    /** What a sample has to become. */
    static SampleType type(TableSpec table) {
        return switch (table.type()) {
            case IP -> SampleType.IPV4;
            case IPV6 -> SampleType.IPV6;
            case INTEGER -> SampleType.SINT;
            case STRING -> SampleType.STR;
            case BINARY -> SampleType.BIN;
        };
    }

    /** The key that a sample, of whatever type, stands for; null for none. The sample is changed. */
    static @Nullable TableKey of(StickTable table, Sample sample, SampleContext context) {
        TableSpec spec = table.spec();
        if (!Casts.cast(sample, type(spec), context.scratch())) {
            return null;
        }
        return switch (spec.type()) {
            case IP, INTEGER -> new TableKey().number(sample.number());
            case IPV6 -> words(sample);
            case STRING ->
                // An empty text says nothing of anybody.
                sample.length() == 0
                        ? null
                        : new TableKey()
                                .bytes(sample.bytes(), sample.start(), Math.min(sample.length(), spec.keyLength()));
            case BINARY -> padded(sample, spec.keyLength());
        };
    }

    private static @Nullable TableKey padded(Sample sample, int length) {
        if (sample.length() == 0) {
            return null;
        }
        if (sample.length() >= length) {
            return new TableKey().bytes(sample.bytes(), sample.start(), length);
        }
        byte[] whole = Arrays.copyOf(
                Arrays.copyOfRange(sample.bytes(), sample.start(), sample.start() + sample.length()), length);
        return new TableKey().bytes(whole, 0, length);
    }

    private static TableKey words(Sample sample) {
        return new TableKey().words(word(sample, 0), word(sample, 8));
    }

    private static long word(Sample sample, int from) {
        long word = 0;
        for (int i = from; i < from + 8; i++) {
            word = word << 8 | sample.at(i) & 0xFF;
        }
        return word;
    }

    /** The client's address as a key; null where it has none, or none that the table can hold. */
    static @Nullable TableKey ofSource(StickTable table, SampleContext context) {
        ConnectionView client = context.client();
        Sample sample = new Sample();
        return client != null && sample.address(client.source()) ? of(table, sample, context) : null;
    }
}
