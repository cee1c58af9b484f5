package dev.sluice.proxy.h2;

/**
 * What the other side of a connection may do.
 *
 * @param streams requests at once
 * @param window bytes of a body sent ahead of being asked for more
 * @param buffer bytes of the bodies of all streams together that may be ahead
 * @param table bytes that the table of fields may take
 * @param frame bytes of one frame
 * @param list bytes of all fields of a head
 * @param glitches errors let pass before the connection is ended; 0 for any number
 * @param total requests before the connection is ended; 0 for any number
 * @param upgrades whether clients are told that a stream may carry another protocol
 */
public record Limits(
        int streams,
        int window,
        int buffer,
        int table,
        int frame,
        int list,
        int glitches,
        int total,
        boolean upgrades) {}
