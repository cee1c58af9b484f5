package dev.sluice.proxy.sample;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Variables of a session or a request, confined to its worker. Entries and their bytes are kept for the next one. */
public final class LocalVariables implements Variables {
    /** What a variable costs beside its bytes, as limits count it. */
    static final int ENTRY_BYTES = 48;
    /** A value keeps no more memory than this for the next request. */
    private static final int KEPT_BYTES = 1024;

    private static final byte[] NOTHING = {};

    private final long limit;
    private @Nullable LocalVariables outer;
    private @Nullable Entry[] entries = new @Nullable Entry[0];
    private int count;
    private long size;

    /** None yet; of all of them, no more than {@code limit} bytes; 0 for no limit. */
    public LocalVariables(long limit) {
        this.limit = limit;
    }

    /** The same, which count in those of {@code outer} as well. */
    public LocalVariables(long limit, LocalVariables outer) {
        this.limit = limit;
        this.outer = outer;
    }

    /** Counts in other variables from now on, having none. */
    public void within(LocalVariables next) {
        outer = next;
    }

    /** Takes over all of {@code other}, which has none any more; holds none itself so far. */
    public void take(LocalVariables other) {
        assert count == 0 : "variables are there already";
        @Nullable Entry[] own = entries;
        int taken = other.count;
        long bytes = other.size;
        other.grow(-bytes);
        entries = other.entries;
        count = taken;
        other.entries = own;
        other.count = 0;
        grow(bytes);
    }

    private boolean hasRoom(long more) {
        LocalVariables around = outer;
        return (limit == 0 || size + more <= limit) && (around == null || around.hasRoom(more));
    }

    private void grow(long more) {
        size += more;
        LocalVariables around = outer;
        if (around != null) {
            around.grow(more);
        }
    }

    /** Forgets all. */
    public void clear() {
        for (int i = 0; i < count; i++) {
            grow(-at(i).cost);
        }
        count = 0;
    }

    @Override
    public boolean get(String name, Sample to, Scratch scratch) {
        Entry found = find(name);
        return found != null && found.read(to, scratch);
    }

    @Override
    public boolean set(String name, Sample value) {
        Entry found = find(name);
        int needed = ENTRY_BYTES + bytesOf(value);
        long before = found == null ? 0 : found.cost;
        if (!hasRoom(needed - before)) {
            return false;
        }
        Entry entry = found == null ? add(name) : found;
        entry.write(value);
        entry.cost = needed;
        grow(needed - before);
        return true;
    }

    @Override
    public void unset(String name) {
        for (int i = 0; i < count; i++) {
            Entry entry = at(i);
            if (entry.name.equals(name)) {
                grow(-entry.cost);
                count--;
                entries[i] = entries[count];
                entries[count] = entry;
                return;
            }
        }
    }

    private @Nullable Entry find(String name) {
        for (int i = 0; i < count; i++) {
            if (at(i).name.equals(name)) {
                return entries[i];
            }
        }
        return null;
    }

    private Entry at(int index) {
        Entry entry = entries[index];
        if (entry == null) {
            throw new IllegalStateException("no entry " + index);
        }
        return entry;
    }

    private Entry add(String name) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, Math.max(4, count * 2));
        }
        Entry entry = entries[count];
        if (entry == null) {
            entry = new Entry();
            entries[count] = entry;
        }
        count++;
        entry.name = name;
        return entry;
    }

    static int bytesOf(Sample value) {
        return switch (value.type()) {
            case STR, BIN, METH -> value.length();
            default -> 0;
        };
    }

    private static final class Entry {
        private String name = "";
        private SampleType type = SampleType.ANY;
        private long number;
        private byte[] bytes = NOTHING;
        private int length;
        private int cost;

        void write(Sample value) {
            type = value.type();
            number = value.number();
            length = type.isNumber() ? 0 : value.length();
            if (length > bytes.length || bytes.length > Math.max(KEPT_BYTES, length)) {
                bytes = new byte[length];
            }
            System.arraycopy(value.bytes(), value.start(), bytes, 0, length);
        }

        /** Copies, since the variable may be set again while the sample is in use. */
        boolean read(Sample to, Scratch scratch) {
            int at = scratch.take(length);
            System.arraycopy(bytes, 0, scratch.memory(), at, length);
            return Values.restore(to, type, number, scratch.memory(), at, length);
        }
    }
}
