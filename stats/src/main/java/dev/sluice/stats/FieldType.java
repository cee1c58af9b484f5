package dev.sluice.stats;

/** Type of a field's values, as the typed and JSON formats name it. */
public enum FieldType {
    U32("u32"),
    U64("u64"),
    S32("s32"),
    STR("str"),
    FLT("flt");

    private final String word;

    FieldType(String word) {
        this.word = word;
    }

    /** Its name in the typed and JSON formats. */
    public String word() {
        return word;
    }
}
