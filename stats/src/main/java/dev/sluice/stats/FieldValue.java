package dev.sluice.stats;

/** The value of a field; a field that does not apply to a subject has none. */
public sealed interface FieldValue {
    /** How it is typed on the wire. */
    FieldType type();

    /**
     * A whole number.
     *
     * @param type {@link FieldType#U32}, {@link FieldType#U64} or {@link FieldType#S32}
     * @param value the number
     */
    record Whole(FieldType type, long value) implements FieldValue {}

    /** A text. */
    record Text(String value) implements FieldValue {
        @Override
        public FieldType type() {
            return FieldType.STR;
        }
    }

    /** A number with decimals. */
    record Decimal(double value) implements FieldValue {
        @Override
        public FieldType type() {
            return FieldType.FLT;
        }
    }
}
