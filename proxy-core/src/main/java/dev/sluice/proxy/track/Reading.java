package dev.sluice.proxy.track;

import dev.sluice.config.TableData;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;

/** What is read of an entry, or done to it. Of the first two elements an array stands in for counters of their own. */
enum Reading {
    BYTES_IN_RATE("bytes_in_rate", TableData.BYTES_IN_RATE),
    BYTES_OUT_RATE("bytes_out_rate", TableData.BYTES_OUT_RATE),
    CONN_CNT("conn_cnt", TableData.CONN_CNT),
    CONN_CUR("conn_cur", TableData.CONN_CUR),
    CONN_RATE("conn_rate", TableData.CONN_RATE),
    GLITCH_CNT("glitch_cnt", TableData.GLITCH_CNT),
    GLITCH_RATE("glitch_rate", TableData.GLITCH_RATE),
    GPC0("get_gpc0", TableData.GPC0),
    GPC1("get_gpc1", TableData.GPC1),
    GPC0_RATE("gpc0_rate", TableData.GPC0_RATE),
    GPC1_RATE("gpc1_rate", TableData.GPC1_RATE),
    GPT0("get_gpt0", TableData.GPT0),
    HTTP_ERR_CNT("http_err_cnt", TableData.HTTP_ERR_CNT),
    HTTP_ERR_RATE("http_err_rate", TableData.HTTP_ERR_RATE),
    HTTP_FAIL_CNT("http_fail_cnt", TableData.HTTP_FAIL_CNT),
    HTTP_FAIL_RATE("http_fail_rate", TableData.HTTP_FAIL_RATE),
    HTTP_REQ_CNT("http_req_cnt", TableData.HTTP_REQ_CNT),
    HTTP_REQ_RATE("http_req_rate", TableData.HTTP_REQ_RATE),
    KBYTES_IN("kbytes_in", TableData.BYTES_IN_CNT),
    KBYTES_OUT("kbytes_out", TableData.BYTES_OUT_CNT),
    SESS_CNT("sess_cnt", TableData.SESS_CNT),
    SESS_RATE("sess_rate", TableData.SESS_RATE),
    CLR_GPC0("clr_gpc0", TableData.GPC0),
    CLR_GPC1("clr_gpc1", TableData.GPC1),
    INC_GPC0("inc_gpc0", TableData.GPC0),
    INC_GPC1("inc_gpc1", TableData.GPC1);

    /** No such number is held. */
    static final long MISSING = -1;

    private static final int KILO_BITS = 10;

    private final String word;
    private final TableData data;

    Reading(String word, TableData data) {
        this.word = word;
        this.data = data;
    }

    /** As fetches name it, behind their prefix. */
    String word() {
        return word;
    }

    /** As converters name it, which read without saying so. */
    String converterWord() {
        return word.startsWith("get_") ? word.substring("get_".length()) : word;
    }

    /** Whether it changes the entry, and makes it where there is none. */
    boolean isChange() {
        return compareTo(CLR_GPC0) >= 0;
    }

    /** Its value, done what is to be done; {@link #MISSING} where the table does not hold it. */
    long of(StickTable table, TableEntry entry) {
        return switch (this) {
            case CLR_GPC0 -> clear(table, entry, 0);
            case CLR_GPC1 -> clear(table, entry, 1);
            case INC_GPC0 -> increment(table, entry, 0, 1);
            case INC_GPC1 -> increment(table, entry, 1, 1);
            case KBYTES_IN, KBYTES_OUT -> {
                long bytes = read(table, entry, data, 0);
                yield bytes == MISSING ? MISSING : bytes >> KILO_BITS;
            }
            case GPC0, GPC0_RATE, GPT0 -> element(table, entry, data, 0);
            case GPC1, GPC1_RATE -> element(table, entry, data, 1);
            default -> read(table, entry, data, 0);
        };
    }

    /** An element of an array, or the counter that stands for it; {@link #MISSING} where there is none. */
    static long element(StickTable table, TableEntry entry, TableData single, int index) {
        if (table.stores(single)) {
            return table.value(entry, single, 0);
        }
        TableData array = switch (single) {
            case GPT0 -> TableData.GPT;
            case GPC0_RATE, GPC1_RATE -> TableData.GPC_RATE;
            default -> TableData.GPC;
        };
        return read(table, entry, array, index);
    }

    /** An element of what is held. */
    static long read(StickTable table, TableEntry entry, TableData data, int index) {
        return index < table.elements(data) ? table.value(entry, data, index) : MISSING;
    }

    /** Counts {@code amount} more; the counter's new value, or that of its rate where there is no counter. */
    static long increment(StickTable table, TableEntry entry, int index, long amount) {
        table.touch(entry);
        long rate = MISSING;
        if (index < table.elements(TableData.GPC_RATE)) {
            rate = table.add(entry, TableData.GPC_RATE, index, amount);
        } else if (index < 2 && table.stores(index == 0 ? TableData.GPC0_RATE : TableData.GPC1_RATE)) {
            rate = table.add(entry, index == 0 ? TableData.GPC0_RATE : TableData.GPC1_RATE, 0, amount);
        }
        if (index < table.elements(TableData.GPC)) {
            return table.add(entry, TableData.GPC, index, amount);
        }
        if (index < 2 && table.stores(index == 0 ? TableData.GPC0 : TableData.GPC1)) {
            return table.add(entry, index == 0 ? TableData.GPC0 : TableData.GPC1, 0, amount);
        }
        return rate;
    }

    /** Sets a counter to 0; its value before. */
    static long clear(StickTable table, TableEntry entry, int index) {
        table.touch(entry);
        if (index < table.elements(TableData.GPC)) {
            return table.clear(entry, TableData.GPC, index);
        }
        TableData single = index == 0 ? TableData.GPC0 : TableData.GPC1;
        return index < 2 && table.stores(single) ? table.clear(entry, single, 0) : MISSING;
    }
}
