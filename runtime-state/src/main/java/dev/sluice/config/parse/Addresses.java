package dev.sluice.config.parse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An address as written, taken apart: family, host and port.
 *
 * @param kind how the host is to be read
 * @param host what stands before the port, without brackets
 * @param port what stands behind the last colon; empty for none
 * @param hasPort whether there was a colon
 */
record Addresses(Kind kind, String host, String port, boolean hasPort) {
    /** Bytes that the kernel takes as a path, the last one being 0. */
    private static final int PATH_MAX = 107;

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    private static final Map<String, Kind> PREFIXES = Map.ofEntries(
            Map.entry("unix", Kind.UNIX),
            Map.entry("uxst", Kind.UNIX),
            Map.entry("abns", Kind.ABSTRACT),
            Map.entry("abnsz", Kind.ABSTRACT_ZERO),
            Map.entry("ip", Kind.ANY),
            Map.entry("tcp", Kind.ANY),
            Map.entry("ipv4", Kind.IPV4),
            Map.entry("tcp4", Kind.IPV4),
            Map.entry("ipv6", Kind.IPV6),
            Map.entry("tcp6", Kind.IPV6),
            Map.entry("fd", Kind.DESCRIPTOR));

    /** Families. */
    enum Kind {
        /** Either internet family. */
        ANY,
        IPV4,
        IPV6,
        UNIX,
        ABSTRACT,
        /** An abstract name that ends with its last character. */
        ABSTRACT_ZERO,
        DESCRIPTOR
    }

    /** Takes {@code word} apart, after replacing its variables: in an address they count without quotes too. */
    static Addresses split(String word, Environment environment) throws BadLineException {
        String text = expand(word, environment);
        if (text.isEmpty()) {
            throw new BadLineException(
                    "'" + word + "' is an empty address (is a variable of the environment missing?)");
        }
        if (text.startsWith("stream+")) {
            text = text.substring("stream+".length());
        }
        Kind kind = text.startsWith("/") ? Kind.UNIX : Kind.ANY;
        int at = text.indexOf('@');
        if (kind == Kind.ANY && at >= 0) {
            Kind named = PREFIXES.get(text.substring(0, at));
            if (named == null) {
                throw new BadLineException(
                        "the address family '" + text.substring(0, at) + "@' is not supported in '" + word + "'");
            }
            kind = named;
            text = text.substring(at + 1);
        }
        return switch (kind) {
            case UNIX, ABSTRACT, ABSTRACT_ZERO -> path(kind, text);
            case DESCRIPTOR -> new Addresses(kind, text, "", false);
            default -> inet(kind, text);
        };
    }

    private static Addresses path(Kind kind, String path) throws BadLineException {
        if (path.isEmpty()) {
            throw new BadLineException("missing name of a socket");
        }
        if (path.length() > PATH_MAX) {
            throw new BadLineException("socket path '" + path + "' too long (at most " + PATH_MAX + " characters)");
        }
        return new Addresses(kind, path, "", false);
    }

    private static Addresses inet(Kind kind, String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon >= 0 && text.indexOf(']', colon) < 0;
        String host = hasPort ? text.substring(0, colon) : text;
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Addresses(
                kind,
                bracketed ? host.substring(1, host.length() - 1) : host,
                hasPort ? text.substring(colon + 1) : "",
                hasPort);
    }

    private static String expand(String word, Environment environment) throws BadLineException {
        if (word.indexOf('$') < 0) {
            return word;
        }
        // Between double quotes all is replaced, and what would end them is protected.
        String quoted = '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return String.join("", Lexer.split(quoted, environment, Map.of()).list());
    }

    /** Whether {@code host} is written with digits, so that nobody needs to be asked. */
    boolean isNumeric() {
        return isWildcard() || isV4Literal() || isV6Literal();
    }

    /** Whether it stands for all addresses of a family. */
    boolean isWildcard() {
        return host.isEmpty() || host.equals("*");
    }

    private boolean isV4Literal() {
        return IPV4.matcher(host).matches();
    }

    private boolean isV6Literal() {
        return host.indexOf(':') >= 0;
    }

    /** The host as numbers; asks {@code resolver} for a name. */
    String numericHost(HostResolver resolver) throws BadLineException {
        if (isWildcard()) {
            return kind == Kind.IPV6 ? "::" : "0.0.0.0";
        }
        boolean wrongFamily = (kind == Kind.IPV4 && isV6Literal()) || (kind == Kind.IPV6 && isV4Literal());
        try {
            if (wrongFamily) {
                throw new UnknownHostException(host);
            }
            // A literal never reaches the resolver of names.
            InetAddress address = isNumeric() ? InetAddress.getByName(host) : resolver.resolve(host);
            return Hosts.text(address);
        } catch (UnknownHostException e) {
            throw new BadLineException(
                    (isNumeric() ? "invalid address: '" : "could not resolve the address '") + host + "'");
        }
    }

    /** The port as a number from 0 to 65535. */
    static int port(String text, String word) throws BadLineException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new BadLineException(
                        "invalid character '" + c + "' in port number '" + text + "' in '" + word + "'");
            }
        }
        int port = text.isEmpty() || text.length() > 6 ? -1 : Integer.parseInt(text);
        if (port < 0 || port > 65_535) {
            throw new BadLineException("invalid port '" + text + "'");
        }
        return port;
    }
}
