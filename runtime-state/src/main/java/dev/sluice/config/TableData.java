package dev.sluice.config;

import java.util.Locale;
import java.util.Optional;

/** What an entry of a stick table can hold, in the order in which a dump shows it. */
public enum TableData {
    SERVER_ID(Form.NUMBER),
    GPT0(Form.COUNTER),
    GPC0(Form.COUNTER),
    GPC0_RATE(Form.RATE),
    CONN_CNT(Form.COUNTER),
    CONN_RATE(Form.RATE),
    CONN_CUR(Form.COUNTER),
    SESS_CNT(Form.COUNTER),
    SESS_RATE(Form.RATE),
    HTTP_REQ_CNT(Form.COUNTER),
    HTTP_REQ_RATE(Form.RATE),
    HTTP_ERR_CNT(Form.COUNTER),
    HTTP_ERR_RATE(Form.RATE),
    BYTES_IN_CNT(Form.TOTAL),
    BYTES_IN_RATE(Form.RATE),
    BYTES_OUT_CNT(Form.TOTAL),
    BYTES_OUT_RATE(Form.RATE),
    GPC1(Form.COUNTER),
    GPC1_RATE(Form.RATE),
    SERVER_KEY(Form.TEXT),
    HTTP_FAIL_CNT(Form.COUNTER),
    HTTP_FAIL_RATE(Form.RATE),
    GPT(Form.COUNTER_ARRAY),
    GPC(Form.COUNTER_ARRAY),
    GPC_RATE(Form.RATE_ARRAY),
    GLITCH_CNT(Form.COUNTER),
    GLITCH_RATE(Form.RATE);

    private final Form form;
    private final String word;

    TableData(Form form) {
        this.form = form;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** How a kind of data is kept. */
    public enum Form {
        /** A number of 32 bits without a sign. */
        COUNTER,
        /** A number of 32 bits with a sign, which nothing counts. */
        NUMBER,
        /** A number of 64 bits. */
        TOTAL,
        /** How often something happened within a period. */
        RATE,
        /** A word. */
        TEXT,
        /** Several counters. */
        COUNTER_ARRAY,
        /** Several rates. */
        RATE_ARRAY;

        /** Whether it takes a period. */
        public boolean isRate() {
            return this == RATE || this == RATE_ARRAY;
        }

        /** Whether it takes a number of elements. */
        public boolean isArray() {
            return this == COUNTER_ARRAY || this == RATE_ARRAY;
        }
    }

    /** How it is kept. */
    public Form form() {
        return form;
    }

    /** As the configuration and dumps name it. */
    public String word() {
        return word;
    }

    /** The one with a name. */
    public static Optional<TableData> named(String word) {
        for (TableData each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** As messages of a single element name it: of an array without the element's number. */
    public String stem() {
        return form == Form.RATE_ARRAY ? "gpc" : word;
    }
}
