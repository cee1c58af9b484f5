package dev.sluice.stats;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One line of {@code show info}, declared once. */
public final class InfoField {
    private final String name;
    private final Tags tags;
    private final FieldType type;
    private final String description;
    private final Function<InfoMoment, @Nullable FieldValue> read;
    private final @Nullable ToDoubleFunction<InfoMoment> exact;

    private InfoField(
            String name,
            String letters,
            FieldType type,
            String description,
            Function<InfoMoment, @Nullable FieldValue> read,
            @Nullable ToDoubleFunction<InfoMoment> exact) {
        this.name = name;
        this.tags = new Tags(letters);
        this.type = type;
        this.description = description;
        this.read = read;
        this.exact = exact;
    }

    static InfoField u32(String name, String letters, String description, ToLongFunction<InfoMoment> read) {
        return whole(FieldType.U32, name, letters, description, read);
    }

    static InfoField u64(String name, String letters, String description, ToLongFunction<InfoMoment> read) {
        return whole(FieldType.U64, name, letters, description, read);
    }

    static InfoField str(String name, String letters, String description, Function<InfoMoment, @Nullable String> read) {
        return new InfoField(
                name,
                letters,
                FieldType.STR,
                description,
                at -> {
                    String text = read.apply(at);
                    return text == null ? null : new FieldValue.Text(text);
                },
                null);
    }

    private static InfoField whole(
            FieldType type, String name, String letters, String description, ToLongFunction<InfoMoment> read) {
        return new InfoField(
                name, letters, type, description, at -> new FieldValue.Whole(type, read.applyAsLong(at)), null);
    }

    /** The same, with decimals where they are asked for. */
    InfoField exactly(ToDoubleFunction<InfoMoment> decimals) {
        return new InfoField(name, tags.letters(), type, description, read, decimals);
    }

    /** Its name, as the line begins. */
    public String name() {
        return name;
    }

    /** Its tags. */
    public Tags tags() {
        return tags;
    }

    /** How its values are typed where decimals are not asked for. */
    public FieldType type() {
        return type;
    }

    /** What it says, as a phrase. */
    public String description() {
        return description;
    }

    /** Its value; null where it does not apply. */
    public @Nullable FieldValue value(InfoMoment at) {
        return read.apply(at);
    }

    /** Its value with decimals where it has some ({@code show info float}). */
    public @Nullable FieldValue exactValue(InfoMoment at) {
        return exact == null ? read.apply(at) : new FieldValue.Decimal(exact.applyAsDouble(at));
    }

    @Override
    public String toString() {
        return name;
    }
}
