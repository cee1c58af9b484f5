package dev.sluice.proxy.preface;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** Addresses and ports as the first version writes them. */
final class NumericAddress {
    private static final int PORT_MAX = 65_535;
    private static final int PORT_DIGITS_MAX = 5;

    private NumericAddress() {}

    static InetSocketAddress of(String host, String port, boolean four) throws HeaderException {
        boolean valid = four ? NetUtil.isValidIpV4Address(host) : isSix(host);
        byte[] address = valid ? NetUtil.createByteArrayFromIpAddressString(host) : null;
        if (address == null) {
            throw new HeaderException("no address");
        }
        return ProxyHeader.socket(address, port(port));
    }

    /** A zone or brackets are not part of an address here. */
    private static boolean isSix(String host) {
        return host.indexOf('%') < 0 && !host.startsWith("[") && NetUtil.isValidIpV6Address(host);
    }

    private static int port(String word) throws HeaderException {
        boolean digits = !word.isEmpty() && word.length() <= PORT_DIGITS_MAX;
        for (int i = 0; i < word.length() && digits; i++) {
            digits = word.charAt(i) >= '0' && word.charAt(i) <= '9';
        }
        int port = digits ? Integer.parseInt(word) : PORT_MAX + 1;
        if (port > PORT_MAX) {
            throw new HeaderException("no port");
        }
        return port;
    }

    static String text(byte[] address) {
        return NetUtil.bytesToIpAddress(address);
    }
}
