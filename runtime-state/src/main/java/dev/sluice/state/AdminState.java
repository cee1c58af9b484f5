package dev.sluice.state;

/** Bits of a server's administrative state, as {@code srv_admin_state} of {@code show servers state} prints them. */
public final class AdminState {
    /** Maintenance was asked for. */
    public static final int FORCED_MAINT = 0x01;
    /** The tracked server is in maintenance. */
    public static final int INHERITED_MAINT = 0x02;
    /** A mark, no state: the configuration said {@code disabled}. HAProxy never takes it back. */
    public static final int CONFIG_MAINT = 0x04;
    /** Draining was asked for. */
    public static final int FORCED_DRAIN = 0x08;
    /** The tracked server drains. */
    public static final int INHERITED_DRAIN = 0x10;
    /** The name does not resolve. */
    public static final int RESOLUTION_MAINT = 0x20;
    /** The name was changed while running. */
    public static final int NAME_MAINT = 0x40;

    /** Any maintenance. */
    public static final int MAINT = FORCED_MAINT | INHERITED_MAINT | RESOLUTION_MAINT;
    /** Any draining. */
    public static final int DRAIN = FORCED_DRAIN | INHERITED_DRAIN;

    private AdminState() {}
}
