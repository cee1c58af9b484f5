package dev.sluice.proxy.sample;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The variables of the process ({@code proc.}). Any thread may read and write; a value never changes, it is replaced. */
public final class ProcessVariables implements Variables {
    private final Map<String, Value> values = new ConcurrentHashMap<>();
    private final AtomicLong size = new AtomicLong();
    private final LongSupplier limit;

    /** None yet; {@code limit} says at each change how many bytes there may be, 0 for no limit. */
    public ProcessVariables(LongSupplier limit) {
        this.limit = limit;
    }

    private record Value(SampleType type, long number, byte[] bytes) {
        int cost() {
            return LocalVariables.ENTRY_BYTES + (type == SampleType.IPV6 ? 0 : bytes.length);
        }
    }

    @Override
    public boolean get(String name, Sample to, Scratch scratch) {
        Value value = values.get(name);
        return value != null && Values.restore(to, value.type, value.number, value.bytes, 0, value.bytes.length);
    }

    @Override
    public boolean set(String name, Sample value) {
        byte[] bytes = value.type().isNumber()
                ? new byte[0]
                : Arrays.copyOfRange(value.bytes(), value.start(), value.start() + value.length());
        Value next = new Value(value.type(), value.number(), bytes);
        Value before = values.get(name);
        long growth = (long) next.cost() - (before == null ? 0 : before.cost());
        long most = limit.getAsLong();
        if (most > 0 && size.get() + growth > most) {
            return false;
        }
        Value replaced = values.put(name, next);
        size.addAndGet(next.cost() - (replaced == null ? 0L : replaced.cost()));
        return true;
    }

    @Override
    public void unset(String name) {
        Value removed = values.remove(name);
        if (removed != null) {
            size.addAndGet(-removed.cost());
        }
    }

    /** All of them by name, each in a sample of its own. */
    public Map<String, Sample> all() {
        Map<String, Sample> all = new TreeMap<>();
        values.forEach((name, value) -> {
            Sample sample = new Sample();
            boolean there = Values.restore(sample, value.type, value.number, value.bytes, 0, value.bytes.length);
            if (there) {
                all.put(name, sample);
            }
        });
        return all;
    }
}
