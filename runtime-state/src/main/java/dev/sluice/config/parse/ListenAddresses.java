package dev.sluice.config.parse;

import dev.sluice.config.ListenAddress;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerAddress.Family;
import dev.sluice.config.SourceSpec;
import java.util.ArrayList;
import java.util.List;

/** Reads the addresses of {@code bind} and {@code server} lines. */
public final class ListenAddresses {
    private static final int SYSLOG_PORT = 514;

    private ListenAddresses() {}

    /** What a list of addresses, with port ranges, stands for. */
    public static List<ListenAddress> listening(Line line, String list) throws BadLineException {
        List<ListenAddress> addresses = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            addListening(line, word, addresses);
        }
        return addresses;
    }

    private static void addListening(Line line, String word, List<ListenAddress> addresses) throws BadLineException {
        Addresses parts = Addresses.split(word, line.environment());
        switch (parts.kind()) {
            case UNIX -> addresses.add(new ListenAddress.Unix(parts.host()));
            case ABSTRACT -> addresses.add(new ListenAddress.Abstract(parts.host(), true));
            case ABSTRACT_ZERO -> addresses.add(new ListenAddress.Abstract(parts.host(), false));
            case DESCRIPTOR -> addresses.add(new ListenAddress.Descriptor(descriptor(parts.host(), word)));
            default -> {
                if (parts.port().isEmpty()) {
                    throw new BadLineException("missing port specification in '" + word + "'");
                }
                String host = parts.numericHost(line.options().resolver());
                for (int port : ports(parts.port(), word)) {
                    addresses.add(new ListenAddress.Inet(host, port));
                }
            }
        }
    }

    /** Where datagrams go: {@code host:port}, or the path of a unix socket. */
    public static String datagram(Line line, String word) throws BadLineException {
        Addresses parts =
                Addresses.split(word.startsWith("udp@") ? word.substring("udp@".length()) : word, line.environment());
        return switch (parts.kind()) {
            case UNIX -> parts.host();
            case ABSTRACT, ABSTRACT_ZERO, DESCRIPTOR ->
                throw new BadLineException("the address '" + word + "' is not supported by this version of Sluice yet");
            default -> {
                int port = parts.port().isEmpty() ? SYSLOG_PORT : Addresses.port(parts.port(), word);
                yield new ListenAddress.Inet(parts.numericHost(line.options().resolver()), port).hostAndPort();
            }
        };
    }

    /** A server that log lines go to over a connection: {@code tcp@}, {@code tcp4@}, {@code tcp6@} or {@code uxst@}. */
    public static ServerAddress stream(Line line, String word) throws BadLineException {
        boolean local = word.startsWith("uxst@");
        ServerAddress address = server(line, word, false).address();
        boolean nowhere = address.host().equals("0.0.0.0") || address.host().equals("::");
        boolean offset = address.portMapped() && address.port() != 0;
        if (address.isLocalSocket() != local || nowhere || offset) {
            throw new BadLineException("no server's address: '" + word + "'");
        }
        boolean usual = !local && address.port() == 0;
        return usual ? new ServerAddress(address.family(), address.host(), SYSLOG_PORT, false) : address;
    }

    private static int descriptor(String text, String word) throws BadLineException {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as for a negative one.
        }
        throw new BadLineException("file descriptor '" + text + "' is not a number in '" + word + "'");
    }

    private static List<Integer> ports(String text, String word) throws BadLineException {
        if (text.startsWith("+") || text.startsWith("-")) {
            throw new BadLineException("port offset not permitted here in '" + word + "'");
        }
        int dash = text.indexOf('-');
        int low = Addresses.port(dash < 0 ? text : text.substring(0, dash), word);
        int high = dash < 0 ? low : Addresses.port(text.substring(dash + 1), word);
        if (high < low || (low == 0 && dash >= 0)) {
            throw new BadLineException("invalid port range '" + text + "'");
        }
        List<Integer> ports = new ArrayList<>();
        for (int port = low; port <= high; port++) {
            ports.add(port);
        }
        return ports;
    }

    /** An address of a server, and the name that it was found under. */
    public record ServerTarget(ServerAddress address, String name) {}

    /** Where a server is. A name is resolved; {@code mayFail} lets one pass that nobody knows. */
    public static ServerTarget server(Line line, String word, boolean mayFail) throws BadLineException {
        Addresses parts = Addresses.split(word, line.environment());
        return switch (parts.kind()) {
            case UNIX -> new ServerTarget(new ServerAddress(Family.UNIX, parts.host(), 0, false), "");
            case ABSTRACT -> new ServerTarget(new ServerAddress(Family.ABSTRACT, parts.host(), 0, false), "");
            case ABSTRACT_ZERO -> new ServerTarget(new ServerAddress(Family.ABSTRACT_ZERO, parts.host(), 0, false), "");
            case DESCRIPTOR -> throw new BadLineException("a file descriptor is not acceptable here in '" + word + "'");
            default -> inetServer(line, word, parts, mayFail);
        };
    }

    /** Where connections come from: an address, with a port or, where {@code ranges} are allowed, with some. */
    public static SourceSpec source(Line line, String word, boolean ranges) throws BadLineException {
        Addresses parts = Addresses.split(word, line.environment());
        if (parts.kind() != Addresses.Kind.ANY
                && parts.kind() != Addresses.Kind.IPV4
                && parts.kind() != Addresses.Kind.IPV6) {
            throw new BadLineException("only an internet address is supported here in '" + word + "'");
        }
        List<Integer> ports = parts.port().isEmpty() ? List.of(0) : ports(parts.port(), word);
        if (ports.size() > 1 && !ranges) {
            throw new BadLineException("port range not permitted here in '" + word + "'");
        }
        String host = parts.numericHost(line.options().resolver());
        boolean any = host.equals("0.0.0.0") || host.equals("::");
        return new SourceSpec(
                any ? "" : host, ports.get(0), ports.get(ports.size() - 1), "", SourceSpec.Shown.OWN, "", 0);
    }

    /** Refuses the port of a server that none could have, whatever else its line says. */
    public static void checkPort(Line line, String word) throws BadLineException {
        Addresses parts = Addresses.split(word, line.environment());
        boolean inet =
                parts.kind() != Addresses.Kind.DESCRIPTOR && !parts.port().isEmpty();
        if (inet && !word.startsWith("_")) {
            int unused = port(parts.port(), word);
        }
    }

    /** A port without its sign. */
    private static int port(String port, String word) throws BadLineException {
        boolean signed = port.startsWith("+") || port.startsWith("-");
        if (!signed && port.indexOf('-') > 0) {
            throw new BadLineException("port range not permitted here in '" + word + "'");
        }
        return port.isEmpty() ? 0 : Addresses.port(signed ? port.substring(1) : port, word);
    }

    private static ServerTarget inetServer(Line line, String word, Addresses parts, boolean mayFail)
            throws BadLineException {
        String port = parts.port();
        boolean plus = port.startsWith("+");
        boolean signed = plus || port.startsWith("-");
        int number = port(port, word);
        boolean mapped = signed || port.isEmpty();
        int offset = signed && !plus ? -number : number;
        String name = parts.isNumeric() ? "" : parts.host();
        try {
            String host = parts.numericHost(line.options().resolver());
            Family family = host.indexOf(':') >= 0 ? Family.IPV6 : Family.IPV4;
            return new ServerTarget(new ServerAddress(family, host, offset, mapped), name);
        } catch (BadLineException e) {
            if (name.isEmpty() || !mayFail) {
                throw new BadLineException(e.text() + " in '" + word + "'");
            }
            return new ServerTarget(new ServerAddress(Family.NAME, name, offset, mapped), name);
        }
    }
}
