package dev.sluice.proxy.sample.convert;

import io.netty.util.NetUtil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One element of a {@code Forwarded} field. Names are taken as they are registered, and nothing stands between pairs.
 *
 * @param values by their names, without quotes
 */
record ForwardedElement(Map<String, String> values) {
    static final List<String> NAMES = List.of("proto", "host", "for", "by");

    private static final Pattern HIDDEN = Pattern.compile("_[A-Za-z0-9._-]+");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]*|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");
    /** Bytes of a value without quotes. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~A-Za-z0-9-]+");

    private static final int PORT_MAX = 65_535;

    /** Reads an element; null where it is not well-formed. */
    static @Nullable ForwardedElement parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        do {
            int sign = text.indexOf('=', at);
            String name = sign < 0 ? "" : text.substring(at, sign);
            int end = sign < 0 ? -1 : valueEnd(text, sign + 1);
            if (end < 0 || !NAMES.contains(name)) {
                return null;
            }
            String raw = text.substring(sign + 1, end);
            if (!isValue(name, raw) || values.put(name, bare(raw)) != null) {
                return null;
            }
            at = end + 1;
        } while (at <= text.length());
        return new ForwardedElement(values);
    }

    /** Where a value ends: at a semicolon or the end of the text; -1 where something else follows it. */
    private static int valueEnd(String text, int from) {
        int end = from;
        if (text.startsWith("\"", from)) {
            end = text.indexOf('"', from + 1) + 1;
            if (end == 0) {
                return -1;
            }
        } else {
            while (end < text.length() && text.charAt(end) != ';') {
                end++;
            }
        }
        return end == text.length() || text.charAt(end) == ';' ? end : -1;
    }

    private static String bare(String raw) {
        return raw.startsWith("\"") ? raw.substring(1, raw.length() - 1) : raw;
    }

    private static boolean isValue(String name, String raw) {
        boolean quoted = raw.startsWith("\"");
        String value = bare(raw);
        if (!quoted && !TOKEN.matcher(raw).matches()) {
            return false;
        }
        return switch (name) {
            case "proto" -> raw.equals("http") || raw.equals("https");
            case "host" -> HOST.matcher(value).matches();
            default -> Node.parse(value) != null;
        };
    }

    /** Whether a text is an identifier that hides what it stands for. */
    static boolean isHidden(String text) {
        return HIDDEN.matcher(text).matches();
    }

    /**
     * Somebody that a request came by.
     *
     * @param name an address, {@code unknown} or an identifier
     * @param port a number or an identifier; null for none
     */
    record Node(String name, @Nullable String port) {
        static @Nullable Node parse(String text) {
            int bracket = text.startsWith("[") ? text.indexOf(']') : 0;
            int colon = bracket < 0 ? -1 : text.indexOf(':', bracket);
            String name = colon < 0 ? text : text.substring(0, colon);
            String port = colon < 0 ? null : text.substring(colon + 1);
            Node node = new Node(name, port);
            return bracket >= 0 && node.isNamed() && (port == null || isPort(port)) ? node : null;
        }

        private static boolean isPort(String port) {
            return isHidden(port) || port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= PORT_MAX;
        }

        private boolean isNamed() {
            boolean known = name.startsWith("[")
                    ? name.endsWith("]") && NetUtil.isValidIpV6Address(bareName())
                    : NetUtil.isValidIpV4Address(name);
            return known || name.equals("unknown") || isHidden(name);
        }

        /** An address without the brackets of IPv6. */
        String bareName() {
            return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        }
    }
}
