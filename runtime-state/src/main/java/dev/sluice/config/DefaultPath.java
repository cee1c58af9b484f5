package dev.sluice.config;

/**
 * Where relative names of files begin (section 3.1 of HAProxy's manual).
 *
 * @param policy what they are relative to
 * @param origin the directory for {@link Policy#ORIGIN}, otherwise empty
 */
public record DefaultPath(Policy policy, String origin) {
    /** What holds where nothing is said. */
    public static final DefaultPath CURRENT = new DefaultPath(Policy.CURRENT, "");

    /** What names are relative to. */
    public enum Policy {
        /** The process's own directory. */
        CURRENT,
        /** The one that holds the file of the configuration. */
        CONFIG,
        /** The one above that. */
        PARENT,
        /** One that is named. */
        ORIGIN
    }

    /** The directory for lines of {@code file}; empty for the process's own. */
    public String directory(String file) {
        int slash = file.lastIndexOf('/');
        String own = slash == 0 ? "/" : file.substring(0, Math.max(slash, 0));
        return switch (policy) {
            case CURRENT -> "";
            case CONFIG -> own;
            case PARENT -> own.isEmpty() ? ".." : own + "/..";
            case ORIGIN -> origin;
        };
    }
}
