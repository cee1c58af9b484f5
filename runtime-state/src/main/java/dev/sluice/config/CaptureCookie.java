package dev.sluice.config;

/**
 * {@code capture cookie}: which cookie is kept for the log.
 *
 * @param name its name, or what its name begins with; empty for none
 * @param prefix whether the name only begins so
 * @param length bytes that are kept of name and value
 */
public record CaptureCookie(String name, boolean prefix, int length) {
    /** None. */
    public static final CaptureCookie NONE = new CaptureCookie("", false, 0);
}
