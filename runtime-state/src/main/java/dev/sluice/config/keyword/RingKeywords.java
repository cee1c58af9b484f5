package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.RingSpec;
import dev.sluice.config.SectionSettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.ListenAddresses;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The lines of {@code ring} sections. */
final class RingKeywords {
    private static final Set<Place> RING = Set.of(Place.RING);

    /** Room for one short message beside what a ring needs for itself. */
    private static final int SIZE_MIN = RingSpec.OVERHEAD + 63;

    /** It is part of the heap, taken at once: more than this would rather be a mistake than a log. */
    private static final int SIZE_MAX = 268_435_456;

    /** What a {@code log} line may ask for at most. */
    private static final int LENGTH_MAX = 65_535;

    /** For servers whose line has no place for timeouts: some seconds, after which a connection is rather tried anew. */
    private static final long PATIENCE_MILLIS = 5000;

    static final List<Keyword> ALL = List.of(
            Keyword.of("description", "<text>", RING, "what 'show events' says of it")
                    .effective(Forms.text(SectionSettings.RING_DESCRIPTION)),
            Keyword.of("format", "<format>", RING, "the header of its messages")
                    .effective(line -> line.set(SectionSettings.RING_FORMAT, LogKeywords.format(line))),
            Keyword.of("maxlen", "<bytes>", RING, "the longest message, its header included")
                    .effective(Forms.number(SectionSettings.RING_MAXLEN, 1, LENGTH_MAX)),
            Keyword.of("size", "<size>", RING, "memory for its messages").effective(RingKeywords::size),
            Keyword.of(
                            "server",
                            "<name> <address>:<port> [log-proto legacy|octet-count]",
                            RING,
                            "a syslog server that gets its messages over TCP")
                    .effective(RingKeywords::server),
            Keyword.of("timeout connect", "<time>", RING, "time for a connection to a server to be made")
                    .effective(Forms.time(SectionSettings.RING_CONNECT)),
            Keyword.of("timeout server", "<time>", RING, "time that a server may take none of its messages")
                    .effective(Forms.time(SectionSettings.RING_SERVER)),
            Keyword.of("backing-file", "<path>", RING, "").notYet());

    private RingKeywords() {}

    private static void server(Line line) throws BadLineException {
        String name = line.next("<name> and <address>:<port>");
        String word = line.next("<name> and <address>:<port>");
        try {
            line.append(SectionSettings.RING_SERVERS, server(line, name, word));
        } catch (BadLineException e) {
            throw line.bad("'server " + line.sectionName() + "/" + name + "' : " + e.text());
        }
    }

    private static RingSpec.Server server(Line line, String name, String word) throws BadLineException {
        ServerKeywords.checkName(line, name);
        for (RingSpec.Server other : line.get(SectionSettings.RING_SERVERS)) {
            if (other.name().equals(name)) {
                throw line.bad("another server has this name.");
            }
        }
        ListenAddresses.checkPort(line, word);
        ServerAddress address = ListenAddresses.server(line, word, false).address();
        if (address.isLocalSocket() || address.portMapped() || address.port() == 0) {
            throw line.bad("a syslog server needs an address of IPv4 or IPv6 and a port (got '" + word + "').");
        }
        boolean counted = false;
        while (line.hasNext()) {
            if (!line.accept("log-proto")) {
                throw line.bad("'" + line.peek().orElse("")
                        + "' of a server in a ring is not supported by this version of Sluice yet.");
            }
            counted = isCounted(line);
        }
        return new RingSpec.Server(name, address, counted);
    }

    /**
     * Declares a ring for a {@code log} line whose target is a server that gets its lines over a connection.
     *
     * @return the target that the ring is
     */
    static String implicit(Line line, String word, String format) throws BadLineException {
        ServerAddress address;
        try {
            address = ListenAddresses.stream(line, word);
        } catch (BadLineException e) {
            throw line.bad("'log': " + e.text());
        }
        List<RingSpec> rings = new ArrayList<>(line.global(GlobalSettings.RINGS));
        String name = RingSpec.NUMBERED + (rings.size() + 1);
        String description = "created from log directive declared into '"
                + line.location().file() + "' at line " + line.location().line();
        RingSpec.Server server = new RingSpec.Server(name, address, false);
        rings.add(new RingSpec(
                name,
                description,
                format,
                0,
                LENGTH_MAX,
                new RingSpec.Forwarding(List.of(server), PATIENCE_MILLIS, PATIENCE_MILLIS)));
        line.global(GlobalSettings.RINGS, List.copyOf(rings));
        return RingSpec.PREFIX + name;
    }

    /** Takes what tells messages of a connection apart. */
    static boolean isCounted(Line line) throws BadLineException {
        String protocol = line.hasNext() ? line.next("a protocol") : "";
        if (!protocol.equals("legacy") && !protocol.equals("octet-count")) {
            throw line.bad("'log-proto' expects one of 'legacy' or 'octet-count' but got '" + protocol + "'.");
        }
        return protocol.equals("octet-count");
    }

    private static void size(Line line) throws BadLineException {
        line.set(SectionSettings.RING_SIZE, bytes(line));
    }

    /** Takes the size of a ring. */
    static int bytes(Line line) throws BadLineException {
        int size = line.size();
        if (size < SIZE_MIN || size > SIZE_MAX) {
            throw line.bad("'" + line.keyword() + "' expects from " + SIZE_MIN + " to " + SIZE_MAX + " bytes (got '"
                    + size + "').");
        }
        return size;
    }
}
