package dev.sluice.proxy.sample;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses between their bytes and their text. */
final class AddressText {
    private static final int LONGEST_IPV4 = 15;

    private AddressText() {}

    /** The IPv4 address that a text is; -1 for none. */
    static long ipv4(Sample sample) {
        if (sample.length() == 0 || sample.length() > LONGEST_IPV4) {
            return -1;
        }
        long value = 0;
        int part = -1;
        int dots = 0;
        for (int i = 0; i < sample.length(); i++) {
            byte b = sample.at(i);
            if (b == '.' && part >= 0) {
                value = value << 8 | part;
                part = -1;
                dots++;
            } else if (b >= '0' && b <= '9') {
                part = Math.max(0, part) * 10 + (b - '0');
            } else {
                return -1;
            }
            if (part > 255) {
                return -1;
            }
        }
        return dots == 3 && part >= 0 ? value << 8 | part : -1;
    }

    static boolean writeIpv4(Sample sample, Scratch scratch) {
        long address = sample.number();
        int at = scratch.take(LONGEST_IPV4);
        byte[] memory = scratch.memory();
        int end = at;
        for (int shift = 24; shift >= 0; shift -= 8) {
            int part = (int) (address >> shift) & 0xFF;
            if (part >= 100) {
                memory[end++] = (byte) ('0' + part / 100);
            }
            if (part >= 10) {
                memory[end++] = (byte) ('0' + part / 10 % 10);
            }
            memory[end++] = (byte) ('0' + part % 10);
            if (shift > 0) {
                memory[end++] = '.';
            }
        }
        scratch.keep(end - at);
        return sample.text(memory, at, end - at);
    }

    /** Whether an address is one of IPv4 with zeros before it (RFC 4291 section 2.5.5.1), which is written so unless it is short anyway. */
    private static boolean isCompatible(byte[] address) {
        for (int i = 0; i < 12; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[12] != 0 || address[13] != 0;
    }

    /** The text of an IPv6 address, as inet_ntop writes it. */
    static String ipv6(Sample sample) {
        byte[] address = Arrays.copyOfRange(sample.bytes(), sample.start(), sample.start() + 16);
        try {
            InetAddress parsed = InetAddress.getByAddress(address);
            if (parsed.getAddress().length == 4) {
                return "::ffff:" + NetUtil.toAddressString(parsed);
            }
            if (isCompatible(address)) {
                return "::" + NetUtil.bytesToIpAddress(Arrays.copyOfRange(address, 12, 16));
            }
            return NetUtil.toAddressString(parsed);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
