package dev.sluice.operation.pattern;

/** What a caller takes a reference for; words say it, typed calls need not. */
public enum PatternKind {
    /** A map. */
    MAP("map"),
    /** An ACL. */
    ACL("ACL"),
    /** Whichever it is. */
    ANY("pattern");

    private final String word;

    PatternKind(String word) {
        this.word = word;
    }

    /** How messages call it. */
    public String word() {
        return word;
    }
}
