package dev.sluice.proxy.sample.map;

import dev.sluice.pattern.PatternEntry;
import dev.sluice.pattern.PatternValueType;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleType;

/** What a converter makes of the entry that it found. */
enum Output {
    STR("str", "value", PatternValueType.STR, SampleType.STR) {
        @Override
        boolean answer(Sample sample, PatternEntry entry) {
            return sample.text(entry.value());
        }
    },
    INT("int", "value as a number", PatternValueType.INT, SampleType.SINT) {
        @Override
        boolean answer(Sample sample, PatternEntry entry) {
            return sample.integer(entry.number());
        }
    },
    IP("ip", "value as an address", PatternValueType.IP, SampleType.ADDR) {
        @Override
        boolean answer(Sample sample, PatternEntry entry) {
            byte[] address = entry.address();
            return address != null && sample.address(address);
        }
    },
    KEY("key", "key", PatternValueType.STR, SampleType.STR) {
        @Override
        boolean answer(Sample sample, PatternEntry entry) {
            return sample.text(entry.key());
        }
    };

    private final String word;
    private final String what;
    private final PatternValueType valueType;
    private final SampleType type;

    Output(String word, String what, PatternValueType valueType, SampleType type) {
        this.word = word;
        this.what = what;
        this.valueType = valueType;
        this.type = type;
    }

    String word() {
        return word;
    }

    String what() {
        return what;
    }

    PatternValueType valueType() {
        return valueType;
    }

    SampleType type() {
        return type;
    }

    /** Makes {@code sample} what the entry says; false where it says no such thing. */
    abstract boolean answer(Sample sample, PatternEntry entry);
}
