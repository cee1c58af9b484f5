package dev.sluice.state.table;

import dev.sluice.config.TableSpec;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Keys as commands write them. */
public final class KeyText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private KeyText() {}

    /** The key of an entry, as a dump shows it: what is not plain in a text is escaped. */
    public static String of(TableSpec spec, TableEntry entry) {
        return switch (spec.type()) {
            case IP -> dotted(entry.low);
            case IPV6 -> colons(entry.high, entry.low);
            case INTEGER -> Long.toString(entry.low);
            case STRING -> escaped(entry.bytes);
            case BINARY -> HEX.formatHex(entry.bytes);
        };
    }

    /** The same without escapes. */
    public static String plain(TableSpec spec, TableEntry entry) {
        return spec.type() == TableSpec.KeyType.STRING
                ? new String(entry.bytes, StandardCharsets.ISO_8859_1)
                : of(spec, entry);
    }

    private static String dotted(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** As {@code inet_ntop} writes it: the longest run of zeros is left out, and an address of IPv4 shows as one. */
    private static String colons(long high, long low) {
        int[] groups = new int[8];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (high >>> 48 - 16 * i) & 0xFFFF;
            groups[4 + i] = (int) (low >>> 48 - 16 * i) & 0xFFFF;
        }
        if (high == 0 && low >>> 32 == 0xFFFF) {
            return "::ffff:" + dotted(low & 0xFFFF_FFFFL);
        }
        if (high == 0 && low >>> 32 == 0 && low >>> 16 != 0) {
            return "::" + dotted(low);
        }
        int best = 0;
        int longest = 0;
        for (int from = 0; from < 8; from++) {
            int length = 0;
            while (from + length < 8 && groups[from + length] == 0) {
                length++;
            }
            if (length > longest) {
                best = from;
                longest = length;
            }
        }
        return longest < 2 ? joined(groups, 0, 8) : joined(groups, 0, best) + "::" + joined(groups, best + longest, 8);
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            int c = b & 0xFF;
            switch (c) {
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case 27 -> text.append("\\e");
                case '\\', ' ', '=' -> text.append('\\').append((char) c);
                default -> {
                    if (c < ' ' || c > '~') {
                        text.append("\\x").append(HEX.toHexDigits(b));
                    } else {
                        text.append((char) c);
                    }
                }
            }
        }
        return text.toString();
    }
}
