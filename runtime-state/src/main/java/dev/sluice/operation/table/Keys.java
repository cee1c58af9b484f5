package dev.sluice.operation.table;

import dev.sluice.config.TableSpec;
import dev.sluice.config.TableSpec.KeyType;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Reason;
import dev.sluice.pattern.Addresses;
import dev.sluice.state.table.TableKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads keys as commands write them. */
final class Keys {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
    private static final String DOTTED = OCTET + "(\\." + OCTET + "){3}";
    /** As in HAProxy, whatever follows an address of IPv4 that could not be a part of it is left out. */
    private static final Pattern FOUR = Pattern.compile("(" + DOTTED + ")(?![0-9.]).*", Pattern.DOTALL);

    private Keys() {}

    /**
     * The key that a word stands for.
     *
     * @param doing what is done with it, for the message about types that words cannot say
     */
    static Checked<TableKey> read(TableSpec table, String word, String doing) {
        if (word.isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Key value expected");
        }
        return switch (table.type()) {
            case IP -> address(ipv4(word));
            case IPV6 -> address(ipv6(word));
            case INTEGER ->
                Checked.of(new TableKey().number(Numbers.leading(word).value()));
            case STRING -> {
                byte[] bytes = word.equals("\"\"") ? new byte[] {'"', '"'} : word.getBytes(StandardCharsets.ISO_8859_1);
                yield Checked.of(new TableKey().bytes(bytes, 0, Math.min(bytes.length, table.keyLength())));
            }
            case BINARY ->
                Checked.refused(
                        Reason.NOT_SUPPORTED,
                        doing + " of type other than ip, ipv6, string and integer is not supported");
        };
    }

    private static Checked<TableKey> address(@Nullable TableKey key) {
        return key == null ? Checked.refused(Reason.BAD_ARGUMENT, "Invalid key") : Checked.of(key);
    }

    private static @Nullable TableKey ipv4(String word) {
        byte @Nullable [] bytes = bytes(word);
        if (bytes == null) {
            return null;
        }
        ByteBuffer address = ByteBuffer.wrap(bytes);
        if (bytes.length == 4) {
            return new TableKey().number(address.getInt(0));
        }
        long within = Addresses.ipv4Within(address.getLong(0), address.getLong(8));
        return within < 0 ? null : new TableKey().number(within);
    }

    private static @Nullable TableKey ipv6(String word) {
        byte @Nullable [] bytes = bytes(word);
        if (bytes == null) {
            return null;
        }
        ByteBuffer address = ByteBuffer.wrap(bytes);
        return bytes.length == 4
                ? new TableKey().words(0, 0xFFFF_0000_0000L | address.getInt(0) & 0xFFFF_FFFFL)
                : new TableKey().words(address.getLong(0), address.getLong(8));
    }

    /** The 4 or 16 bytes of an address; null for what is none. Never asks a resolver. */
    private static byte @Nullable [] bytes(String word) {
        Matcher four = FOUR.matcher(word);
        boolean dotted = four.matches();
        if (!dotted && (word.indexOf(':') < 0 || !word.matches("[0-9a-fA-F:.]+"))) {
            return null;
        }
        try {
            InetAddress address = InetAddress.getByName(dotted ? four.group(1) : word);
            byte[] bytes = address.getAddress();
            return bytes.length == 4 && !dotted ? mapped(bytes) : bytes;
        } catch (UnknownHostException e) { // Made of the characters of an address, but none.
            return null;
        }
    }

    /** Java takes an address of IPv4 that is written as one of IPv6 for what it stands for. */
    private static byte[] mapped(byte[] four) {
        ByteBuffer address = ByteBuffer.allocate(16);
        address.putInt(8, 0xFFFF).put(12, four);
        return address.array();
    }

    /** Whether words can say keys of a table. */
    static boolean areSayable(TableSpec table) {
        return table.type() != KeyType.BINARY;
    }
}
