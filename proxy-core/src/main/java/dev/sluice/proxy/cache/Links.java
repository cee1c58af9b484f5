package dev.sluice.proxy.cache;

import dev.sluice.proxy.action.HeadEditor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The links of a response that a client can follow before it has the response itself (RFC 8297): those whose relation says that
 * something is going to be needed. What is not written as RFC 8288 section 3 has it is no link.
 */
final class Links {
    private static final byte[] LINK = Asking.name("link");
    private static final String LINE = "link:";
    private static final Set<String> HINTS =
            Set.of("preload", "preconnect", "dns-prefetch", "modulepreload", "prefetch");

    private Links() {}

    /** Those of a head, as lines of fields, line breaks included; empty for none. */
    static byte[] of(HeadEditor head) {
        List<String> values = new ArrayList<>();
        for (int i = head.find(LINK, 0); i >= 0; i = head.find(LINK, i + 1)) {
            values.add(head.value(i));
        }
        return lines(values);
    }

    /** Those of lines of fields. */
    static byte[] of(String fields) {
        List<String> values = new ArrayList<>();
        for (String line : fields.split("\r?\n", -1)) {
            if (line.regionMatches(true, 0, LINE, 0, LINE.length())) {
                values.add(line.substring(LINE.length()));
            }
        }
        return lines(values);
    }

    private static byte[] lines(List<String> values) {
        StringBuilder all = new StringBuilder();
        for (String value : values) {
            List<String> hints = new ArrayList<>();
            for (String link : parts(value, ',')) {
                if (isHint(link.strip())) {
                    hints.add(link.strip());
                }
            }
            if (!hints.isEmpty()) {
                all.append("link: ").append(String.join(", ", hints)).append("\r\n");
            }
        }
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Splits where a character stands that is not in quotes. */
    private static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Whether the first relation that a link names is one of those. */
    private static boolean isHint(String link) {
        int end = link.indexOf('>');
        if (!link.startsWith("<") || end < 0) {
            return false;
        }
        for (String parameter : parts(link.substring(end + 1), ';')) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (name.strip().equalsIgnoreCase("rel")) {
                return equals >= 0
                        && isHintRelation(parameter.substring(equals + 1).strip());
            }
        }
        return false;
    }

    private static boolean isHintRelation(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        String[] names = quoted ? value.substring(1, value.length() - 1).split("[ \t]+", -1) : new String[] {value};
        for (String name : names) {
            if (HINTS.contains(name.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
