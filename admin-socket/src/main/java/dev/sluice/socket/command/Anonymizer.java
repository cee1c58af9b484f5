package dev.sluice.socket.command;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Hides names behind hashes for dumps that are given to others: 24 bits of a 32-bit xxHash whose seed is the connection's key, as HAProxy
 * does, so that dumps of both with the same key can be laid side by side.
 */
final class Anonymizer {
    private static final int PRIME_1 = 0x9E3779B1;
    private static final int PRIME_2 = 0x85EBCA77;
    private static final int PRIME_3 = 0xC2B2AE3D;
    private static final int PRIME_4 = 0x27D4EB2F;
    private static final int PRIME_5 = 0x165667B1;
    private static final int STRIPE = 16;
    private static final int SHOWN_BITS = 0xFFFFFF;

    private final long key;

    private Anonymizer(long key) {
        this.key = key;
    }

    /** As a connection wants it. */
    static Anonymizer of(Session session) {
        return new Anonymizer(session.anonKey());
    }

    /** Whether names are hidden. */
    boolean isOn() {
        return key != 0;
    }

    /** A name, or what stands for it; nothing stands for nothing. */
    String name(String name) {
        return isOn() && !name.isEmpty() ? String.format(Locale.ROOT, "%06x", hash(name) & SHOWN_BITS) : name;
    }

    /** A host's address, or what stands for it; the machine's own tells nothing and stays. */
    String host(String host) {
        if (!isOn() || host.startsWith("127.") || host.equals("::1")) {
            return host;
        }
        boolean ipv6 = host.indexOf(':') >= 0;
        boolean ipv4 = !host.isEmpty() && host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
        return ipv6 ? "IPV6(" + name(host) + ")" : ipv4 ? "IPV4(" + name(host) + ")" : name(host);
    }

    /** An address with its port, the host hidden. */
    String address(String address) {
        int port = address.lastIndexOf(':');
        boolean own = port < 0 || address.startsWith("unix:");
        return own ? address : host(address.substring(0, port)) + address.substring(port);
    }

    private int hash(String text) {
        return hash(text.getBytes(StandardCharsets.ISO_8859_1), (int) key);
    }

    /** The 32-bit xxHash of some bytes. */
    static int hash(byte[] bytes, int seed) {
        int at = 0;
        int hash;
        if (bytes.length >= STRIPE) {
            int[] lanes = {seed + PRIME_1 + PRIME_2, seed + PRIME_2, seed, seed - PRIME_1};
            for (; at <= bytes.length - STRIPE; at += STRIPE) {
                for (int lane = 0; lane < lanes.length; lane++) {
                    int mixed = lanes[lane] + word(bytes, at + 4 * lane) * PRIME_2;
                    lanes[lane] = Integer.rotateLeft(mixed, 13) * PRIME_1;
                }
            }
            hash = Integer.rotateLeft(lanes[0], 1)
                    + Integer.rotateLeft(lanes[1], 7)
                    + Integer.rotateLeft(lanes[2], 12)
                    + Integer.rotateLeft(lanes[3], 18);
        } else {
            hash = seed + PRIME_5;
        }
        hash += bytes.length;
        for (; at <= bytes.length - 4; at += 4) {
            hash = Integer.rotateLeft(hash + word(bytes, at) * PRIME_3, 17) * PRIME_4;
        }
        for (; at < bytes.length; at++) {
            hash = Integer.rotateLeft(hash + (bytes[at] & 0xff) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 15) * PRIME_2;
        hash = (hash ^ hash >>> 13) * PRIME_3;
        return hash ^ hash >>> 16;
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xff
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }
}
