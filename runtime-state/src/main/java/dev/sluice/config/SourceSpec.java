package dev.sluice.config;

/**
 * Where connections to servers come from ({@code source}).
 *
 * @param host a numeric address; empty for whichever the system chooses
 * @param lowPort the first of the ports to use; 0 for whichever the system chooses
 * @param highPort the last of them
 * @param device the interface that packets go through; empty for whichever the system chooses
 * @param shown whose address servers see instead
 * @param shownHost that address, where it is always the same
 * @param shownPort its port; 0 for any
 */
public record SourceSpec(
        String host, int lowPort, int highPort, String device, Shown shown, String shownHost, int shownPort) {
    /** Nothing was said. */
    public static final SourceSpec NONE = new SourceSpec("", 0, 0, "", Shown.OWN, "", 0);

    /** Whose address servers see. */
    public enum Shown {
        /** Ours. */
        OWN,
        /** The client's, with its port ({@code usesrc client}). */
        CLIENT,
        /** The client's, with any port ({@code usesrc clientip}). */
        CLIENT_IP,
        /** One that is always the same. */
        FIXED
    }

    /** The same with an interface. */
    public SourceSpec through(String name) {
        return new SourceSpec(host, lowPort, highPort, name, shown, shownHost, shownPort);
    }

    /** The same, but servers see another address. */
    public SourceSpec showing(Shown whose, String fixedHost, int fixedPort) {
        return new SourceSpec(host, lowPort, highPort, device, whose, fixedHost, fixedPort);
    }
}
