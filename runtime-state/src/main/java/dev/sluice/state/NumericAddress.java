package dev.sluice.state;

import dev.sluice.config.ServerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An address that needs no resolver, in the shortest form.
 *
 * @param family IPv4 or IPv6
 * @param host without brackets
 */
public record NumericAddress(ServerAddress.Family family, String host) {
    /** Reads {@code a.b.c.d}, an IPv6 address with or without brackets, or {@code *}. Never asks a resolver. */
    public static Optional<NumericAddress> parse(String word) {
        if (word.equals("*")) {
            return Optional.of(new NumericAddress(ServerAddress.Family.IPV4, "0.0.0.0"));
        }
        if (word.matches("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}")) {
            return Optional.of(new NumericAddress(ServerAddress.Family.IPV4, word));
        }
        String bare = word.startsWith("[") && word.endsWith("]") ? word.substring(1, word.length() - 1) : word;
        if (bare.indexOf(':') < 0 || !bare.matches("[0-9a-fA-F:.]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NumericAddress(ServerAddress.Family.IPV6, shortest(InetAddress.getByName(bare))));
        } catch (UnknownHostException e) { // Not an IPv6 address, though made of its characters.
            return Optional.empty();
        }
    }

    /** RFC 5952: the longest run of zero groups, of two at least, becomes {@code ::}. */
    private static String shortest(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return "::ffff:" + address.getHostAddress();
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.length() == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
