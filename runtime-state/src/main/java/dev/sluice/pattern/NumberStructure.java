package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/** Numbers and ranges of numbers; the oldest entry that fits is found. */
final class NumberStructure extends HashTable<NumberStructure.Range> implements Structure {
    private final OrderedList<Range> ranges = new OrderedList<>();

    /**
     * A key that was read.
     *
     * @param low the smallest number that fits
     * @param high the greatest
     */
    record Range(PatternEntry entry, long low, long high) {
        private boolean isOne() {
            return low == high;
        }
    }

    @Override
    int hash(Range range) {
        return Hashes.of(0, range.low(), 0);
    }

    @Override
    boolean same(Range one, Range other) {
        return one.low() == other.low();
    }

    /** Why a key is no number or range, in HAProxy's words without a full stop; empty for a good one. */
    static String problem(String key) {
        int colon = key.indexOf(':');
        String low = colon < 0 ? key : key.substring(0, colon);
        String high = colon < 0 ? key : key.substring(colon + 1);
        boolean empty = low.isEmpty() && high.isEmpty();
        if (empty || !low.isEmpty() && !Texts.isNumber(low) || !high.isEmpty() && !Texts.isNumber(high)) {
            return "'" + key + "' is not a number";
        }
        if (!low.isEmpty() && !high.isEmpty() && Long.parseLong(low) > Long.parseLong(high)) {
            return "'" + key + "' is not a valid number range";
        }
        return "";
    }

    private static Range parse(PatternEntry entry) {
        String key = Texts.decode(entry.key());
        int colon = key.indexOf(':');
        String low = colon < 0 ? key : key.substring(0, colon);
        String high = colon < 0 ? key : key.substring(colon + 1);
        return new Range(
                entry,
                low.isEmpty() ? Long.MIN_VALUE : Long.parseLong(low),
                high.isEmpty() ? Long.MAX_VALUE : Long.parseLong(high));
    }

    @Override
    public void insert(PatternEntry entry) {
        Range range = parse(entry);
        if (range.isOne()) {
            add(range);
        } else {
            ranges.add(entry.id(), range);
        }
    }

    @Override
    public void delete(PatternEntry entry) {
        Range range = parse(entry);
        if (range.isOne()) {
            remove(range);
        } else {
            ranges.remove(entry.id());
        }
    }

    @Override
    boolean isIt(Range one, Range other) {
        return one.entry().id() == other.entry().id();
    }

    private @Nullable Range one(long number) {
        int hash = Hashes.of(0, number, 0);
        int[] slots = slots(hash);
        int at = hash & slots.length - 1;
        for (int found = at(slots, at); found != EMPTY; found = at(slots, at)) {
            if (element(found) instanceof Range range && range.low() == number) {
                return range;
            }
            at = at + 1 & slots.length - 1;
        }
        return null;
    }

    @Override
    public @Nullable PatternEntry find(long number) {
        Range exact = one(number);
        @Nullable Object[] slots = ranges.slots();
        int at = 0;
        for (Object found = OrderedList.at(slots, 0); found != null; found = OrderedList.at(slots, ++at)) {
            if (found instanceof Range range && range.low() <= number && number <= range.high()) {
                return exact != null && exact.entry().id() < range.entry().id() ? exact.entry() : range.entry();
            }
        }
        return exact == null ? null : exact.entry();
    }
}
