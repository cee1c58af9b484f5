package dev.sluice.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/**
 * The name of a certificate's owner or maker.
 *
 * @param entries its parts in order
 */
public record DistinguishedName(List<Entry> entries) {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("2.5.4.3", "CN"),
            Map.entry("2.5.4.4", "SN"),
            Map.entry("2.5.4.5", "serialNumber"),
            Map.entry("2.5.4.6", "C"),
            Map.entry("2.5.4.7", "L"),
            Map.entry("2.5.4.8", "ST"),
            Map.entry("2.5.4.9", "street"),
            Map.entry("2.5.4.10", "O"),
            Map.entry("2.5.4.11", "OU"),
            Map.entry("2.5.4.12", "title"),
            Map.entry("2.5.4.42", "GN"),
            Map.entry("2.5.4.46", "dnQualifier"),
            Map.entry("0.9.2342.19200300.100.1.1", "UID"),
            Map.entry("0.9.2342.19200300.100.1.25", "DC"),
            Map.entry("1.2.840.113549.1.9.1", "emailAddress"));

    /** A part: its short name as OpenSSL has it, or its object identifier, and its value. */
    public record Entry(String name, String value) {}

    /** Keeps a copy of the list. */
    public DistinguishedName {
        entries = List.copyOf(entries);
    }

    /** The parts of {@code name}; none of what cannot be read. */
    public static DistinguishedName of(X500Principal name) {
        List<Entry> entries = new ArrayList<>();
        try {
            Der sets = Der.of(name.getEncoded()).enter(Der.SEQUENCE);
            while (sets.hasNext()) {
                Der set = sets.enter(Der.SET);
                while (set.hasNext()) {
                    Der pair = set.enter(Der.SEQUENCE);
                    String oid = Der.oid(pair.content(Der.OID));
                    int kind = pair.tag();
                    entries.add(new Entry(NAMES.getOrDefault(oid, oid), text(kind, pair.content(kind))));
                }
            }
        } catch (TlsFormatException malformed) {
            return new DistinguishedName(entries);
        }
        return new DistinguishedName(entries);
    }

    private static String text(int kind, byte[] content) {
        return switch (kind) {
            case 0x1E -> new String(content, StandardCharsets.UTF_16BE);
            case 0x0C -> new String(content, StandardCharsets.UTF_8);
            default -> new String(content, StandardCharsets.ISO_8859_1);
        };
    }

    /** {@code /C=FR/O=Lab/CN=name}, bytes outside of ASCII as {@code \xNN}. */
    public String oneLine() {
        StringBuilder line = new StringBuilder();
        for (Entry entry : entries) {
            line.append('/').append(entry.name()).append('=');
            for (byte b : entry.value().getBytes(StandardCharsets.UTF_8)) {
                if (b >= ' ' && b <= '~') {
                    line.append((char) b);
                } else {
                    line.append(String.format("\\x%02X", b & 0xFF));
                }
            }
        }
        return line.toString();
    }

    /** The values of a part, in order. */
    public List<String> all(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::value)
                .toList();
    }
}
