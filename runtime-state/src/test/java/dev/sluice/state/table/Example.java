package dev.sluice.state.table;

import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec;
import dev.sluice.config.TableSpec.KeyType;
import dev.sluice.config.TableSpec.ServerKey;
import dev.sluice.config.TableSpec.Stored;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Tables to test with, and a clock that stands until it is told. */
final class Example {
    static final int PERIOD = 1000;

    final AtomicLong clock = new AtomicLong(1_000_000);
    final AtomicLong pointers = new AtomicLong(1);

    StickTable table(KeyType type, int size, long expireMillis, boolean noPurge) {
        TableSpec spec = new TableSpec(
                "t",
                type,
                type.isBytes() ? 8 : 0,
                size,
                expireMillis,
                noPurge,
                ServerKey.NAME,
                List.of(
                        new Stored(TableData.GPC0, 1, 0),
                        new Stored(TableData.CONN_RATE, 1, PERIOD),
                        new Stored(TableData.BYTES_IN_CNT, 1, 0),
                        new Stored(TableData.GPT, 3, 0)),
                1,
                "");
        return new StickTable(spec, pointers::getAndIncrement, clock::get, 42);
    }

    static TableKey key(long number) {
        return new TableKey().number(number);
    }

    static TableKey key(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new TableKey().bytes(bytes, 0, bytes.length);
    }

    /** Makes or touches the entry of a key. */
    static boolean touch(StickTable table, TableKey key) {
        TableEntry entry = table.acquire(key);
        if (entry == null) {
            return false;
        }
        table.release(entry);
        return true;
    }
}
