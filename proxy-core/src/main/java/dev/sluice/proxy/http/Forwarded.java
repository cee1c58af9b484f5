package dev.sluice.proxy.http;

import dev.sluice.config.ForwardFor;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code option forwardfor} and {@code option originalto}: a header line with an end of the client's connection. */
final class Forwarded {
    private final byte[] name;
    private final byte[] prefix;
    private final boolean ifNone;
    private final byte @Nullable [] except;
    private final int exceptBits;

    private Forwarded(ForwardFor option) {
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

    /** What the option asks for, or null where it is off. */
    static @Nullable Forwarded of(ForwardFor option) {
        return option.enabled() ? new Forwarded(option) : null;
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

    /** An address as a whole header line, or null where it gets none. */
    byte @Nullable [] line(@Nullable SocketAddress end) {
        if (!(end instanceof InetSocketAddress inet) || inet.getAddress() == null || isExcepted(inet.getAddress())) {
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
    private static boolean isAlways(@Nullable Forwarded option) {
        return option != null && !option.ifNone;
    }

    /** Adds to a request what its sections tell servers of its client. */
    static void tell(Exchange exchange) {
        HttpPlan frontend = exchange.frontendPlan();
        HttpPlan backend = exchange.backendPlan();
        Request request = exchange.request;
        Addresses addresses = exchange.addresses();
        Forwarded option = backend.forwarded != null ? backend.forwarded : frontend.forwarded;
        // Who says that it is always added outdoes who would add it only where it is missing.
        boolean always = isAlways(frontend.forwarded) || isAlways(backend.forwarded);
        if (option != null && (always || !request.has(option.name))) {
            request.add(
                    addresses.isSourceSet()
                            ? option.line(addresses.client())
                            : exchange.client().forwardedLine(option));
        }
        Forwarded reached = backend.originalTo != null ? backend.originalTo : frontend.originalTo;
        if (reached != null) {
            request.add(reached.line(addresses.reached()));
        }
        if (backend.forwardedHeader != null) {
            request.add(backend.forwardedHeader.line(exchange.samples, addresses));
        }
    }
}
