package dev.sluice.proxy.preface;

import dev.sluice.proxy.sample.Tlvs;
import java.nio.ByteBuffer;

/**
 * The header of NetScaler's client IP insertion: a number that both sides know, a length, and the IP and TCP headers of the last packet
 * that the client sent while it connected. Between them newer versions say a type and another length.
 */
final class InsertedHeader {
    /** The number and the length of older versions. */
    private static final int OLD_HEAD = 8;
    /** The same with the type and the length of newer ones. */
    private static final int NEW_HEAD = 12;

    private static final int IPV4_HEAD_MIN = 20;
    private static final int IPV6_HEAD = 40;
    /** Of the TCP header only the ports are looked at, but all of it has to be there. */
    private static final int TCP_HEAD_MIN = 20;

    private static final int TCP = 6;

    private InsertedHeader() {}

    /** How many more bytes the header has for certain, of which so many are here; 0 where it is complete. */
    static int missing(ByteBuffer bytes, int length, int capacity, int magic) throws HeaderException {
        if (length < NEW_HEAD) {
            return NEW_HEAD - length;
        }
        if (bytes.getInt(0) != magic) {
            throw new HeaderException("wrong number");
        }
        long whole = isOld(bytes)
                ? OLD_HEAD + (bytes.getInt(4) & 0xFFFF_FFFFL)
                : NEW_HEAD + (long) (bytes.getShort(10) & 0xFFFF);
        if (whole > capacity || whole < OLD_HEAD + IPV4_HEAD_MIN + TCP_HEAD_MIN) {
            throw new HeaderException("impossible length");
        }
        return (int) whole - length;
    }

    /** Older versions go on with the IP header, which tells its version first; newer ones with the type 1. */
    private static boolean isOld(ByteBuffer bytes) throws HeaderException {
        int version = bytes.get(OLD_HEAD) >> 4 & 0xF;
        if (version == 4 || version == 6) {
            return true;
        }
        if (bytes.getShort(OLD_HEAD) != 1) {
            throw new HeaderException("unknown type");
        }
        return false;
    }

    static ProxyHeader read(ByteBuffer bytes, int length) throws HeaderException {
        int ip = isOld(bytes) ? OLD_HEAD : NEW_HEAD;
        int version = bytes.get(ip) >> 4 & 0xF;
        if (version != 4 && version != 6) {
            throw new HeaderException("no version of IP");
        }
        int size = version == 4 ? 4 : 16;
        int source = ip + (version == 4 ? 12 : 8);
        int tcp = ip + (version == 4 ? (bytes.get(ip) & 0xF) * 4 : IPV6_HEAD);
        if (tcp < ip + IPV4_HEAD_MIN || tcp + TCP_HEAD_MIN > length || bytes.get(ip + (version == 4 ? 9 : 6)) != TCP) {
            throw new HeaderException("no headers of IP and TCP");
        }
        return new ProxyHeader(
                BinaryHeader.address(bytes, source, size, tcp),
                BinaryHeader.address(bytes, source + size, size, tcp + 2),
                Tlvs.NONE);
    }
}
