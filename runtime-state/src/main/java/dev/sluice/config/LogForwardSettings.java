package dev.sluice.config;

/** What the lines of a {@code log-forward} section set besides what they share with frontends (HAProxy's manual, section 12.6). */
public final class LogForwardSettings {
    /** Connections at once where nothing is said. */
    public static final int CONNECTIONS = 10;

    /** Whether the headers of messages are read, rather than being a part of the text. */
    public static final Setting<Boolean> PARSED = Setting.of("option dont-parse-log", true);

    /** Whether each message on a connection ends with a line feed, whatever it begins with (RFC 6587 section 3.4.2). */
    public static final Setting<Boolean> LINES = Setting.of("option assume-rfc6587-ntf", false);

    /** What the messages that go out say of the host that they come from. */
    public static final Setting<Host> HOST = Setting.of("option host", Host.FILL);

    private LogForwardSettings() {}

    /** What becomes of the name of a message's host. */
    public enum Host {
        /** The sender's address takes its place. */
        REPLACE,
        /** The sender's address stands in where there is none. */
        FILL,
        /** It stays as it is, even if there is none. */
        KEEP,
        /** The sender's address stands behind it. */
        APPEND
    }
}
