package dev.sluice.proxy.preface;

import dev.sluice.proxy.sample.Tlvs;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The second version of the header. */
final class BinaryHeader {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    private static final int HEAD_LENGTH = 16;
    private static final int COMMAND = 12;
    private static final int FAMILY = 13;
    private static final int LENGTH = 14;

    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;

    private static final int CHECKSUM_LENGTH = 4;

    /** HAProxy's limits, since a client that may send them keeps them for the life of its connection: a host name … */
    private static final int AUTHORITY_MAX = 255;

    /** … what numbers a connection … */
    private static final int UNIQUE_ID_MAX = 128;

    /** … and anything else. */
    private static final int VALUE_MAX = 1024;

    private BinaryHeader() {}

    /** Whether the first bytes, of which there are enough, are the signature. */
    static boolean begins(ByteBuffer bytes) {
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (bytes.get(i) != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }

    /** Its whole length, or what can be said of it so far. */
    static int length(ByteBuffer bytes, int known) {
        return known < HEAD_LENGTH ? HEAD_LENGTH : HEAD_LENGTH + number(bytes, LENGTH);
    }

    static ProxyHeader read(ByteBuffer bytes, int length) throws HeaderException {
        int command = bytes.get(COMMAND) & 0xFF;
        int family = bytes.get(FAMILY) & 0xFF;
        if (command == LOCAL) {
            // Whoever names a family all the same gives addresses that mean nothing, and what is behind them neither.
            return family == 0 ? new ProxyHeader(null, null, tlvs(bytes, HEAD_LENGTH, length)) : ProxyHeader.LOCAL;
        }
        if (command != PROXY) {
            throw new HeaderException("no command");
        }
        int size = family == TCP4 ? 4 : family == TCP6 ? 16 : 0;
        if (size == 0) {
            return ProxyHeader.LOCAL; // A unix socket, or something that the sender has no words for.
        }
        int ports = HEAD_LENGTH + 2 * size;
        if (ports + 4 > length) {
            throw new HeaderException("addresses are cut off");
        }
        return new ProxyHeader(
                address(bytes, HEAD_LENGTH, size, ports),
                address(bytes, HEAD_LENGTH + size, size, ports + 2),
                tlvs(bytes, ports + 4, length));
    }

    static InetSocketAddress address(ByteBuffer bytes, int at, int size, int port) throws HeaderException {
        byte[] address = new byte[size];
        bytes.get(at, address);
        return ProxyHeader.socket(address, number(bytes, port));
    }

    /** The parts behind the addresses, which have to fit, none of them too long; the checksum has to be right. */
    private static Tlvs tlvs(ByteBuffer bytes, int start, int length) throws HeaderException {
        int at = start;
        while (at < length) {
            int value = at + Tlvs.HEAD;
            int end = value <= length ? value + number(bytes, at + 1) : length + 1;
            if (end > length) {
                throw new HeaderException("a part is cut off");
            }
            int type = bytes.get(at) & 0xFF;
            int most = type == Tlvs.AUTHORITY ? AUTHORITY_MAX : type == Tlvs.UNIQUE_ID ? UNIQUE_ID_MAX : VALUE_MAX;
            if (end - value > most) {
                throw new HeaderException("a part is too long");
            }
            if (type == Tlvs.CRC32C) {
                check(bytes, value, end, length);
            }
            at = end;
        }
        byte[] all = new byte[length - start];
        bytes.get(start, all);
        return Tlvs.of(all);
    }

    private static void check(ByteBuffer bytes, int value, int end, int length) throws HeaderException {
        byte[] all = new byte[length];
        bytes.get(0, all);
        boolean right = end - value == CHECKSUM_LENGTH;
        if (right) {
            long said = ByteBuffer.wrap(all).getInt(value) & 0xFFFF_FFFFL;
            ByteBuffer.wrap(all).putInt(value, 0);
            CRC32C sum = new CRC32C();
            sum.update(all);
            right = sum.getValue() == said;
        }
        if (!right) {
            throw new HeaderException("wrong checksum");
        }
    }

    private static int number(ByteBuffer bytes, int at) {
        return (bytes.get(at) & 0xFF) << 8 | (bytes.get(at + 1) & 0xFF);
    }

    /** The header between two addresses of one family, or of a connection without any. */
    static byte[] write(byte[] source, int sourcePort, byte[] destination, int destinationPort, TlvWriter tlvs) {
        int size = source.length;
        byte[] parts = tlvs.bytes();
        int following = (size == 0 ? 0 : 2 * size + 4) + parts.length;
        ByteBuffer header = ByteBuffer.allocate(HEAD_LENGTH + following);
        header.put(SIGNATURE).put((byte) (size == 0 ? LOCAL : PROXY));
        header.put((byte) (size == 0 ? 0 : size == 4 ? TCP4 : TCP6)).putShort((short) following);
        if (size > 0) {
            header.put(source).put(destination).putShort((short) sourcePort).putShort((short) destinationPort);
        }
        int checksum = header.position() + tlvs.checksumAt();
        header.put(parts);
        if (tlvs.checksumAt() >= 0) {
            CRC32C sum = new CRC32C();
            sum.update(header.array());
            header.putInt(checksum, (int) sum.getValue());
        }
        return header.array();
    }
}
