package dev.sluice.config;

/** What a caller may do, each level including the ones before (manual: {@code stats socket … level}). */
public enum Level {
    /** Look at what is not sensitive. */
    USER,
    /** Look at everything, change little. */
    OPERATOR,
    /** Everything. */
    ADMIN;

    /** The word of the configuration and of {@code show cli level}. */
    public String word() {
        return switch (this) {
            case USER -> "user";
            case OPERATOR -> "operator";
            case ADMIN -> "admin";
        };
    }
}
