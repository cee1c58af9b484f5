package dev.sluice.socket.command;

import dev.sluice.operation.Outcome;
import dev.sluice.operation.cache.CacheRow;
import dev.sluice.operation.cache.ShowCaches;
import dev.sluice.state.CacheContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How operations on caches are said. */
public final class CacheWords {
    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(Spoken.as(
                    ShowCaches.class,
                    "show cache",
                    "",
                    "list caches and the responses that they keep",
                    (words, speaker) -> Parsed.of(new ShowCaches("", true)))
            .told(CacheWords::list)
            .shaped((value, words, speaker) -> values((CacheRow) value)));

    private CacheWords() {}

    private static Reply list(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of("", Values.rows(outcome, CacheRow.class), CacheWords::line));
    }

    private static String pointer(long id) {
        return "0x" + Long.toHexString(id);
    }

    private static String kind(CacheContent.Entry entry) {
        return entry.hints() ? "hints" : "full";
    }

    private static String line(CacheRow row) {
        CacheContent cache = row.cache();
        CacheContent.Entry entry = row.entry();
        if (entry == null) {
            return pointer(cache.id() + 0x80) + ": " + cache.name() + " (shctx:" + pointer(cache.id())
                    + ", available blocks:" + cache.available() + ")\n";
        }
        return pointer(entry.id()) + " hash:" + entry.hash() + " vary:0x" + entry.variant() + " type:" + kind(entry)
                + " size:"
                + entry.bytes() + " (" + entry.blocks() + " blocks), refcount:" + entry.readers() + ", expire:"
                + entry.secondsLeft() + "\n";
    }

    private static Map<String, Object> values(CacheRow row) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("cache", row.cache().name());
        CacheContent.Entry entry = row.entry();
        if (entry == null) {
            told.put("blocks", row.cache().blocks());
            told.put("available_blocks", row.cache().available());
            return told;
        }
        told.put("hash", entry.hash());
        told.put("variant", entry.variant());
        told.put("type", kind(entry));
        told.put("bytes", entry.bytes());
        told.put("blocks", entry.blocks());
        told.put("readers", entry.readers());
        told.put("seconds_left", entry.secondsLeft());
        return told;
    }
}
