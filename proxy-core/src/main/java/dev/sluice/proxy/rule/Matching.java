package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.SampleType;
import org.jspecify.annotations.Nullable;

/** How samples are compared with patterns ({@code -m}, manual section 7.1). */
public enum Matching {
    FOUND("found", SampleType.ANY),
    BOOL("bool", SampleType.BOOL),
    INT("int", SampleType.SINT),
    IP("ip", SampleType.ADDR),
    BIN("bin", SampleType.BIN),
    LEN("len", SampleType.STR),
    STR("str", SampleType.STR),
    BEG("beg", SampleType.STR),
    SUB("sub", SampleType.STR),
    DIR("dir", SampleType.STR),
    DOM("dom", SampleType.STR),
    END("end", SampleType.STR),
    REG("reg", SampleType.STR),
    /** Only as a fetch's own way: methods. */
    METH("meth", SampleType.METH),
    /** Only as a fetch's own way: versions such as 3.1 in numbers of twice 16 bits. */
    VERSION("version", SampleType.SINT);

    private final String word;
    private final SampleType input;

    Matching(String word, SampleType input) {
        this.word = word;
        this.input = input;
    }

    /** As it is written behind {@code -m}. */
    public String word() {
        return word;
    }

    /** What samples are made before they are compared. */
    public SampleType input() {
        return input;
    }

    /** The one that can be written as {@code word}, or null. */
    public static @Nullable Matching of(String word) {
        for (Matching each : values()) {
            if (each.word.equals(word) && each != METH && each != VERSION) {
                return each;
            }
        }
        return null;
    }

    /** How samples of a type are compared where nothing was said, or null where something has to be. */
    public static @Nullable Matching usual(SampleType type) {
        return switch (type) {
            case BOOL -> BOOL;
            case SINT -> INT;
            case ADDR, IPV4, IPV6 -> IP;
            case STR -> STR;
            case METH -> METH;
            case BIN, ANY, SAME -> null;
        };
    }
}
