package dev.sluice.proxy.http;

import dev.sluice.config.ForwardFor;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code option forwardfor}: tells the server who the client is. */
final class Forwarded {
    private final byte[] name;
    private final byte[] prefix;
    private final boolean ifNone;
    private final byte @Nullable [] except;
    private final int exceptBits;

    Forwarded(ForwardFor option) {
        String header =
                option.header().isEmpty() ? "x-forwarded-for" : option.header().toLowerCase(Locale.ROOT);
        this.name = Chars.bytes(header);
        this.prefix = Chars.bytes(header + ": ");
        this.ifNone = option.ifNone();
        String network = option.except();
        int slash = network.indexOf('/');
        this.except = network.isEmpty()
                ? null
                : NetUtil.createByteArrayFromIpAddressString(slash < 0 ? network : network.substring(0, slash));
        this.exceptBits = slash < 0 ? 128 : bits(network.substring(slash + 1));
    }

    private static int bits(String mask) {
        if (mask.indexOf('.') < 0) {
            return Integer.parseInt(mask);
        }
        int bits = 0;
        for (String octet : mask.split("\\.", -1)) {
            bits += Integer.bitCount(Integer.parseInt(octet));
        }
        return bits;
    }

    /** The client's address as a whole header line, or null where it gets none. */
    byte @Nullable [] line(@Nullable SocketAddress client) {
        if (!(client instanceof InetSocketAddress inet) || inet.getAddress() == null || isExcepted(inet.getAddress())) {
            return null;
        }
        return Chars.bytes(
                new String(prefix, StandardCharsets.ISO_8859_1) + NetUtil.toAddressString(inet.getAddress()) + "\r\n");
    }

    private boolean isExcepted(InetAddress client) {
        byte[] network = except;
        byte[] address = client.getAddress();
        if (network == null || network.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < Math.min(exceptBits, network.length * 8); bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((network[bit >> 3] ^ address[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether an option adds the line to each request. */
    static boolean isAlways(@Nullable Forwarded option) {
        return option != null && !option.ifNone;
    }

    /** Whether this request wants the line. */
    boolean applies(Head head, ByteBuffer memory, int base) {
        return !ifNone || head.find(memory, base, name, -1) < 0;
    }
}
