package dev.sluice.operation;

/** How a message to the caller is rated; codes as in {@code set severity-output number} (RFC 5424 section 6.2.1). */
public enum Severity {
    ERROR(3, "err"),
    WARNING(4, "warning"),
    NOTICE(5, "notice"),
    INFO(6, "info");

    private final int code;
    private final String word;

    Severity(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /** The number in brackets. */
    public int code() {
        return code;
    }

    /** The word in brackets. */
    public String word() {
        return word;
    }
}
