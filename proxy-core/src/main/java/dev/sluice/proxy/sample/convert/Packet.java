package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Sample;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a packet: an Ethernet frame (IEEE 802.3, 802.1Q), what is in it (RFC 791, RFC 8200), or what is in that (RFC 9293). Whoever
 * asks says which of them it is.
 */
record Packet(byte[] bytes, int start, int length) {
    /** The packet does not have what was asked for. */
    static final long MISSING = Long.MIN_VALUE;

    private static final byte[] NO_ADDRESS = {};
    private static final int ETHERNET = 14;
    private static final int TAG = 4;
    private static final int TAGGED = 0x8100;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;
    private static final int TCP = 20;
    /** What stands before one of these two is taken for an extension, as HAProxy does. */
    private static final int PROTOCOL_TCP = 6;

    private static final int PROTOCOL_UDP = 17;
    private static final int END_OF_OPTIONS = 0;
    private static final int NO_OPERATION = 1;

    static Packet of(Sample sample) {
        return new Packet(sample.bytes(), sample.start(), sample.length());
    }

    /** What begins at an offset. */
    Packet from(int offset) {
        return new Packet(bytes, start + offset, length - offset);
    }

    private int at(int offset) {
        return bytes[start + offset] & 0xFF;
    }

    private long big(int offset, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | at(offset + i);
        }
        return value;
    }

    /** Length of an Ethernet header with its tags; -1 where nothing is behind it. */
    int ethernet() {
        int header = ETHERNET;
        while (header <= length && big(header - 2, 2) == TAGGED) {
            header += TAG;
        }
        return header < length ? header : -1;
    }

    /** The type of what an Ethernet frame carries. */
    long etherType() {
        int header = ethernet();
        return header < 0 ? MISSING : big(header - 2, 2);
    }

    /** The number in the last tag of an Ethernet frame. */
    long virtualNetwork() {
        int header = ethernet();
        return header <= ETHERNET ? MISSING : big(header - TAG, 2) & 0xFFF;
    }

    /** The version of an IP packet. */
    long version() {
        return length < 1 ? MISSING : at(0) >> 4;
    }

    private boolean isFour(int needed) {
        return version() == 4 && length >= needed;
    }

    private boolean isSix(int needed) {
        return version() == 6 && length >= needed;
    }

    /** Length of an IP header with its options or extensions; -1 where it is cut off. */
    int ip() {
        if (isFour(IPV4)) {
            int header = (at(0) & 0xF) * 4;
            return header >= IPV4 && header <= length ? header : -1;
        }
        return isSix(IPV6) ? (int) extensions(true) : -1;
    }

    /** Where the transport's header of an IPv6 packet begins, or which protocol it is. */
    private long extensions(boolean offset) {
        int next = at(6);
        int at = IPV6;
        while (next != PROTOCOL_TCP && next != PROTOCOL_UDP) {
            if (at + 2 > length) {
                return offset ? -1 : MISSING;
            }
            int size = (at(at + 1) + 1) * 8;
            next = at(at);
            at += size;
        }
        if (at > length) {
            return offset ? -1 : MISSING;
        }
        return offset ? at : next;
    }

    /** 1 where routers may not cut the packet up, which those of IPv6 never may. */
    long isWhole() {
        return isFour(7) ? at(6) >> 6 & 1 : isSix(1) ? 1 : MISSING;
    }

    /** The source address or the destination, 4 or 16 bytes; none where it is cut off. */
    byte[] address(boolean source) {
        boolean four = version() == 4;
        int size = four ? 4 : 16;
        int offset = (four ? 12 : 8) + (source ? 0 : size);
        if (!isFour(offset + size) && !isSix(IPV6)) {
            return NO_ADDRESS;
        }
        int from = start + offset;
        return Arrays.copyOfRange(bytes, from, from + size);
    }

    /** The protocol in an IP packet. */
    long protocol() {
        return isFour(10) ? at(9) : isSix(IPV6) ? extensions(false) : MISSING;
    }

    /** Type of service, or traffic class. */
    long trafficClass() {
        return isFour(2) ? at(1) : isSix(2) ? big(0, 2) >> 4 & 0xFF : MISSING;
    }

    /** Time to live, or hop limit. */
    long hops() {
        return isFour(IPV4) ? at(8) : isSix(IPV6) ? at(7) : MISSING;
    }

    /** How long an IP packet says that it is. */
    long told() {
        return isFour(4) ? big(2, 2) : isSix(6) ? IPV6 + big(4, 2) : MISSING;
    }

    /** A number of a TCP header. */
    long segment(int offset, int count) {
        return length < TCP ? MISSING : big(offset, count);
    }

    /** Length of a TCP header with its options; -1 where it is cut off. */
    int header() {
        int header = length < TCP ? 0 : (at(12) >> 4) * 4;
        return header >= TCP && header <= length ? header : -1;
    }

    /** Where an option of a TCP header begins; 0 for nowhere, -1 where the header is cut off. */
    private int find(int kind) {
        int header = header();
        int at = TCP;
        while (at < header && at(at) != END_OF_OPTIONS) {
            if (at(at) == NO_OPERATION) {
                at++;
                continue;
            }
            int size = at + 1 < header ? at(at + 1) : 0;
            if (size < 2 || at + size > header) {
                return 0;
            }
            if (at(at) == kind) {
                return at;
            }
            at += size;
        }
        return header < 0 ? -1 : 0;
    }

    /** 1 where a TCP header has an option, else 0. */
    long hasOption(int kind) {
        int found = find(kind);
        return found < 0 ? MISSING : found > 0 ? 1 : 0;
    }

    /** A number of an option; 0 where there is none. */
    long option(int kind, int offset, int count) {
        int found = find(kind);
        if (found <= 0) {
            return found < 0 ? MISSING : 0;
        }
        // One that says that it is shorter is read all the same, as HAProxy does.
        return found + offset + count > length ? MISSING : big(found + offset, count);
    }

    /**
     * The kinds of all options in order, the end left out, up to the first that is cut off, which is named too unless only {@code whole}
     * ones are wanted; null where the header is cut off.
     */
    byte @Nullable [] kinds(boolean whole) {
        int header = header();
        if (header < 0) {
            return null;
        }
        ByteArrayOutputStream kinds = new ByteArrayOutputStream(TCP * 2);
        int at = TCP;
        while (at < header && at(at) != END_OF_OPTIONS) {
            int kind = at(at);
            int size = kind == NO_OPERATION ? 1 : at + 1 < header ? at(at + 1) : 0;
            boolean good = (size >= 2 || kind == NO_OPERATION) && at + size <= header;
            if (good || !whole) {
                kinds.write(kind);
            }
            at = good ? at + size : header;
        }
        return kinds.toByteArray();
    }
}
