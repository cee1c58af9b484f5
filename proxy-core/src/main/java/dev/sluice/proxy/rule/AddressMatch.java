package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;

/** A network, and whether the client is in it. IPv4 and IPv4 within IPv6 are the same. */
final class AddressMatch {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int MAPPED_BYTES = IPV6_BYTES - IPV4_BYTES;

    private final byte[] network;
    private final byte[] mask;

    private AddressMatch(byte[] network, byte[] mask) {
        this.network = network;
        this.mask = mask;
    }

    static Test compile(Acl acl) throws RuleException {
        Flags.read(acl, List.of("ip"));
        List<AddressMatch> parsed = new ArrayList<>();
        for (String pattern : acl.patterns()) {
            parsed.add(parse(acl, pattern));
        }
        AddressMatch[] networks = parsed.toArray(AddressMatch[]::new);
        return request -> {
            for (AddressMatch network : networks) {
                if (network.contains(request)) {
                    return true;
                }
            }
            return false;
        };
    }

    private boolean contains(RequestView request) {
        int length = request.sourceLength();
        int skipped = 0;
        if (network.length == IPV4_BYTES && length == IPV6_BYTES) {
            if (!isMapped(request)) {
                return false;
            }
            skipped = MAPPED_BYTES;
        } else if (network.length != length) {
            return network.length == IPV6_BYTES && length == IPV4_BYTES && containsMapped(request);
        }
        for (int i = 0; i < network.length; i++) {
            if ((request.sourceAt(skipped + i) & mask[i]) != network[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether an IPv6 network contains an IPv4 client. */
    private boolean containsMapped(RequestView request) {
        for (int i = 0; i < IPV6_BYTES; i++) {
            int b = i >= MAPPED_BYTES ? request.sourceAt(i - MAPPED_BYTES) : mappedByte(i);
            if ((b & mask[i]) != (network[i] & 0xFF & mask[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMapped(RequestView request) {
        for (int i = 0; i < MAPPED_BYTES; i++) {
            if ((request.sourceAt(i) & 0xFF) != mappedByte(i)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes before an IPv4 address in ::ffff:0:0/96. */
    private static int mappedByte(int index) {
        return index < MAPPED_BYTES - 2 ? 0 : 0xFF;
    }

    private static AddressMatch parse(Acl acl, String pattern) throws RuleException {
        int slash = pattern.indexOf('/');
        String host = slash < 0 ? pattern : pattern.substring(0, slash);
        byte[] network = NetUtil.createByteArrayFromIpAddressString(host);
        if (network == null) {
            throw bad(acl, pattern);
        }
        byte[] mask = slash < 0
                ? prefix(network.length, network.length * Byte.SIZE)
                : mask(acl, pattern, pattern.substring(slash + 1), network.length);
        for (int i = 0; i < network.length; i++) {
            network[i] &= mask[i];
        }
        return new AddressMatch(network, mask);
    }

    private static byte[] mask(Acl acl, String pattern, String text, int length) throws RuleException {
        if (text.indexOf('.') >= 0 && length == IPV4_BYTES) {
            byte[] dotted = NetUtil.createByteArrayFromIpAddressString(text);
            if (dotted != null) {
                return dotted;
            }
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > length * Byte.SIZE) {
            throw bad(acl, pattern);
        }
        return prefix(length, Integer.parseInt(text));
    }

    private static byte[] prefix(int length, int bits) {
        byte[] mask = new byte[length];
        for (int i = 0; i < bits; i++) {
            mask[i / Byte.SIZE] |= (byte) (0x80 >> i % Byte.SIZE);
        }
        return mask;
    }

    private static RuleException bad(Acl acl, String pattern) {
        return new RuleException(acl.location(), "'" + pattern + "' is not a valid IPv4 or IPv6 address");
    }
}
