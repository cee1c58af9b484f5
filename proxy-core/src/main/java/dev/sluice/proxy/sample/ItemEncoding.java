package dev.sluice.proxy.sample;

import java.nio.charset.StandardCharsets;

/**
 * How values of a format are written for programs (manual section 8.2.6): as JSON, or as CBOR (RFC 8949), whose bytes are spelled in
 * hexadecimal digits unless they may stand as they are. Used by one thread at a time, which owns the output.
 */
enum ItemEncoding {
    /** As text for people. */
    NONE,
    JSON,
    CBOR,
    /** CBOR, its bytes as they are. */
    RAW_CBOR;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int NUMBER = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    /** Bytes that begin something whose length its end tells, that end, and values that are their own. */
    private static final int ARRAY = 0x9F;

    private static final int PIECES = 0x5F;

    private static final int MAP = 0xBF;
    private static final int END = 0xFF;
    private static final int FALSE = 0xF4;
    private static final int TRUE = 0xF5;
    private static final int NULL = 0xF6;
    /** Values up to this stand in the first byte; beyond, that says in how many bytes they follow. */
    private static final int SHORT_MAX = 23;

    private static final int ONE_BYTE = 24;

    /** A map begins. */
    void open(TextOutput to) {
        start(to, '{', MAP);
    }

    /** A map ends. */
    void close(TextOutput to) {
        start(to, '}', END);
    }

    /** An array begins. */
    void openList(TextOutput to) {
        start(to, '[', ARRAY);
    }

    /** An array ends. */
    void closeList(TextOutput to) {
        start(to, ']', END);
    }

    /** Stands before each but the first. */
    void next(TextOutput to) {
        if (this == JSON) {
            to.add(", ");
        }
    }

    /** The name of the value that follows in a map. */
    void key(String name, TextOutput to) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        text(bytes, 0, bytes.length, to);
        if (this == JSON) {
            to.add(": ");
        }
    }

    private void start(TextOutput to, char json, int cbor) {
        if (this == JSON) {
            to.add(json);
        } else {
            one(cbor, to);
        }
    }

    /** A value that there is not. In JSON that is an empty text where there could have been a value, as HAProxy says it. */
    void none(boolean optional, TextOutput to) {
        if (this == JSON) {
            to.add(optional ? "null" : "\"\"");
        } else {
            one(NULL, to);
        }
    }

    /** What a sample holds; texts and what has no form of its own are texts. */
    void value(Sample sample, SampleContext context, TextOutput to) {
        switch (sample.type()) {
            case BOOL -> bool(sample.number() != 0, to);
            case SINT -> number(sample.number(), to);
            default -> {
                boolean binary = sample.type() == SampleType.BIN && this != JSON;
                if (sample.type() != SampleType.BIN && !Casts.cast(sample, SampleType.STR, context.scratch())) {
                    none(false, to);
                } else if (binary) {
                    one(PIECES, to);
                    head(BYTES, sample.length(), to);
                    for (int i = 0; i < sample.length(); i++) {
                        one(sample.at(i), to);
                    }
                    one(END, to);
                } else {
                    text(sample.bytes(), sample.start(), sample.length(), to);
                }
            }
        }
    }

    private void bool(boolean value, TextOutput to) {
        if (this == JSON) {
            to.add(value ? "true" : "false");
        } else {
            one(value ? TRUE : FALSE, to);
        }
    }

    private void number(long value, TextOutput to) {
        if (this == JSON) {
            to.add(value);
        } else {
            head(value < 0 ? NEGATIVE : NUMBER, value < 0 ? ~value : value, to);
        }
    }

    /** A text. */
    void text(byte[] from, int offset, int length, TextOutput to) {
        if (this != JSON) {
            head(TEXT, length, to);
            for (int i = 0; i < length; i++) {
                one(from[offset + i], to);
            }
            return;
        }
        to.add('"');
        // No text has a byte 0 in it, as HAProxy sees it.
        for (int i = 0; i < length && from[offset + i] != 0; i++) {
            byte b = from[offset + i];
            if (b == '"' || b == '\\') {
                to.add('\\');
            }
            to.add((char) b);
        }
        to.add('"');
    }

    /** What kind of value follows, and its number or length in as few bytes as hold it. */
    private void head(int major, long value, TextOutput to) {
        if (value <= SHORT_MAX) {
            one(major << 5 | (int) value, to);
            return;
        }
        int log = value <= 0xFF ? 0 : value <= 0xFFFF ? 1 : value <= 0xFFFF_FFFFL ? 2 : 3;
        one(major << 5 | ONE_BYTE + log, to);
        for (int shift = (8 << log) - 8; shift >= 0; shift -= 8) {
            one((int) (value >>> shift), to);
        }
    }

    private void one(int b, TextOutput to) {
        if (this == RAW_CBOR) {
            to.add((char) b);
        } else {
            to.add((char) HEX[b >> 4 & 0xF]).add((char) HEX[b & 0xF]);
        }
    }
}
