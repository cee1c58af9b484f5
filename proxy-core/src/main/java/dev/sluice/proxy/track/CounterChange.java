package dev.sluice.proxy.track;

import dev.sluice.config.TableData;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import org.jspecify.annotations.Nullable;

/**
 * A rule that counts on a tracked entry, or marks it: {@code sc-inc-gpc}, {@code sc-add-gpc}, {@code sc-set-gpt} and their kin.
 *
 * @param mark whether a tag is set; otherwise a counter grows
 * @param index of the counter or tag
 * @param number under which the entry is tracked
 * @param amount how much, or which tag; null where {@code expression} says
 * @param expression says how much, or which tag; null where {@code amount} does
 */
public record CounterChange(
        boolean mark,
        int index,
        int number,
        @Nullable Long amount,
        @Nullable Expression expression) {
    /** Does it; nothing where nothing is tracked, or the table does not hold it. */
    public void run(SampleContext context) {
        StickTable table = Tracked.table(context, number);
        TableEntry entry = Tracked.entry(context, number);
        Long value = value(context);
        if (table == null || entry == null || value == null) {
            return;
        }
        if (!mark) {
            Reading.increment(table, entry, index, value);
            return;
        }
        if (index < table.elements(TableData.GPT)) {
            table.set(entry, TableData.GPT, index, value);
        } else if (index == 0 && table.stores(TableData.GPT0)) {
            table.set(entry, TableData.GPT0, 0, value);
        }
        table.touch(entry);
    }

    private @Nullable Long value(SampleContext context) {
        Expression says = expression;
        if (says == null) {
            return amount;
        }
        int before = context.scratch().mark();
        Sample sample = new Sample();
        sample.clear();
        boolean there = says.evaluate(context, sample) && Casts.cast(sample, SampleType.SINT, context.scratch());
        context.scratch().release(before);
        return there ? sample.number() : null;
    }
}
