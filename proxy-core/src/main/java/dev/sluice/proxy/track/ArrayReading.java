package dev.sluice.proxy.track;

import dev.sluice.config.TableData;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;

/** What is read of an element of an array, or done to it. */
enum ArrayReading {
    GET_GPC("get_gpc"),
    GET_GPT("get_gpt"),
    GPC_RATE("gpc_rate"),
    CLR_GPC("clr_gpc"),
    INC_GPC("inc_gpc");

    private final String word;

    ArrayReading(String word) {
        this.word = word;
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
        return compareTo(CLR_GPC) >= 0;
    }

    /** Its value, done what is to be done; {@link Reading#MISSING} where the table has no such element. */
    long of(StickTable table, TableEntry entry, int index) {
        return switch (this) {
            case GET_GPC -> Reading.read(table, entry, TableData.GPC, index);
            case GET_GPT -> Reading.read(table, entry, TableData.GPT, index);
            case GPC_RATE -> Reading.read(table, entry, TableData.GPC_RATE, index);
            case CLR_GPC ->
                index < table.elements(TableData.GPC) ? Reading.clear(table, entry, index) : Reading.MISSING;
            case INC_GPC ->
                index < Math.max(table.elements(TableData.GPC), table.elements(TableData.GPC_RATE))
                        ? Reading.increment(table, entry, index, 1)
                        : Reading.MISSING;
        };
    }
}
