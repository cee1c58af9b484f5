package dev.sluice.proxy.preface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static final int CAPACITY = 16_384;
    private static final byte[] FOUR = {10, 0, 0, 1};
    private static final byte[] OTHER = {(byte) 192, 0, 2, (byte) 200};
    private static final long SEED = 20261123;

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads as from a socket: never more than was asked for, and in pieces; what follows the header stays where it is. */
    private static ProxyHeader read(byte[] sent, int piece) throws HeaderException {
        byte[] here = new byte[CAPACITY];
        int length = 0;
        int missing = ProxyHeader.missing(ByteBuffer.wrap(here), length, CAPACITY);
        while (missing > 0) {
            int got = Math.min(Math.min(missing, piece), sent.length - length);
            if (got == 0) {
                throw new HeaderException("asked for more than was sent");
            }
            System.arraycopy(sent, length, here, length, got);
            length += got;
            missing = ProxyHeader.missing(ByteBuffer.wrap(here), length, CAPACITY);
        }
        ProxyHeader header = ProxyHeader.read(ByteBuffer.wrap(here), length);
        assertThat(new String(sent, length, sent.length - length, StandardCharsets.ISO_8859_1))
                .as("what follows")
                .isIn("", "GET");
        return header;
    }

    private static byte[] withRequest(byte[] header) {
        byte[] all = Arrays.copyOf(header, header.length + 3);
        System.arraycopy(latin("GET"), 0, all, header.length, 3);
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 200})
    void readsWhatItWritesAndNotAByteMore(int piece) throws Exception {
        byte[] six = HexFormat.of().parseHex("20010db8000000000000000000000001");
        for (int version = 1; version <= 2; version++) {
            ProxyHeader four = read(withRequest(ProxyHeader.write(version, FOUR, 1, OTHER, 65_535)), piece);
            assertThat(four.source()).isEqualTo(new InetSocketAddress("10.0.0.1", 1));
            assertThat(four.destination()).isEqualTo(new InetSocketAddress("192.0.2.200", 65_535));
            ProxyHeader long6 = read(withRequest(ProxyHeader.write(version, six, 40_000, six, 443)), piece);
            assertThat(long6.source()).isEqualTo(new InetSocketAddress("2001:db8::1", 40_000));
            ProxyHeader mixed = read(withRequest(ProxyHeader.write(version, six, 1, FOUR, 2)), piece);
            assertThat(mixed.source()).isEqualTo(new InetSocketAddress("2001:db8::1", 1));
            byte[] none = {};
            assertThat(read(withRequest(ProxyHeader.write(version, none, 0, FOUR, 1)), piece))
                    .isEqualTo(ProxyHeader.LOCAL);
        }
    }

    @Test
    void writesWhatHaproxyWrites() {
        byte[] loopback = {127, 0, 0, 1};
        assertThat(HexFormat.of().formatHex(ProxyHeader.write(1, loopback, 37_710, loopback, 19_901)))
                .isEqualTo("50524f58592054435034203132372e302e302e31203132372e302e302e312033373731302031393930310d0a");
        byte[] none = {};
        assertThat(HexFormat.of().formatHex(ProxyHeader.write(2, none, 0, none, 0)))
                .isEqualTo("0d0a0d0a000d0a515549540a20000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nhost: a\r\n\r\n",
                "PROXY TCP4 10.0.0.1 10.0.0.2 1\r\n",
                "PROXY TCP4 10.0.0.1 10.0.0.2 1 2 3\r\n",
                "PROXY TCP4 10.0.0.1 10.0.0.2 1 65536\r\n",
                "PROXY TCP4 10.0.0.1 10.0.0.2 -1 2\r\n",
                "PROXY TCP4 10.0.0.1 10.0.0.2 1 2\n",
                "PROXY TCP4 10.0.0.256 10.0.0.2 1 2\r\n",
                "PROXY TCP4 ::1 ::1 1 2\r\n",
                "PROXY TCP6 10.0.0.1 10.0.0.2 1 2\r\n",
                "PROXY TCP5 10.0.0.1 10.0.0.2 1 2\r\n",
                "PROXY TCP4  10.0.0.1 10.0.0.2 1 2\r\n",
                "PROXY TCP4 10.0.0.1\r10.0.0.2 1 2\r\n",
                "proxy TCP4 10.0.0.1 10.0.0.2 1 2\r\n",
            })
    void refusesLinesThatAreNone(String line) {
        assertThatThrownBy(() -> read(latin(line), 200)).isInstanceOf(HeaderException.class);
    }

    @Test
    void refusesALineThatDoesNotEnd() {
        assertThatThrownBy(() -> read(latin("PROXY UNKNOWN " + "x".repeat(500)), 200))
                .hasMessage("line too long");
    }

    private static byte[] binary(String head, String rest) {
        return HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + head + rest);
    }

    @Test
    void refusesBinaryHeadersThatAreNone() {
        String addresses = "0a0000010a00000200010002";
        assertThatThrownBy(() -> read(binary("3111000c", addresses), 200)).hasMessage("no command");
        assertThatThrownBy(() -> read(binary("22110000", ""), 200)).hasMessage("no command");
        assertThatThrownBy(() -> read(binary("2111000b", addresses.substring(2)), 200))
                .hasMessage("addresses are cut off");
        assertThatThrownBy(() -> read(binary("2111000e", addresses + "0100"), 200))
                .hasMessage("a part is cut off");
        assertThatThrownBy(() -> read(binary("2111ffff", addresses), 200)).hasMessage("too long");
        assertThatThrownBy(() -> read(binary("21110013", addresses + "03000400000000"), 200))
                .hasMessage("wrong checksum");
    }

    @Test
    void takesPartsBehindTheAddressesAndARightChecksum() throws Exception {
        byte[] header = binary("21110017", "0a0000010a00000200010002" + "01000168" + "03000400000000");
        CRC32C sum = new CRC32C();
        sum.update(header);
        ByteBuffer.wrap(header).putInt(header.length - 4, (int) sum.getValue());
        assertThat(read(header, 200).source()).isEqualTo(new InetSocketAddress("10.0.0.1", 1));
        assertThat(read(binary("21310002", "0000"), 200)).as("a unix socket").isEqualTo(ProxyHeader.LOCAL);
    }

    @Test
    void ravagedHeadersAreReadOrRefused() {
        Random random = new Random(SEED);
        byte[][] good = {ProxyHeader.write(1, FOUR, 1, OTHER, 2), ProxyHeader.write(2, FOUR, 1, OTHER, 2)};
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good[i % 2].clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            byte[] sent = Arrays.copyOf(bad, 300);
            try {
                byte[] here = Arrays.copyOf(sent, CAPACITY);
                int length = 0;
                int missing = ProxyHeader.missing(ByteBuffer.wrap(here), length, CAPACITY);
                while (missing > 0) {
                    length += missing;
                    missing = ProxyHeader.missing(ByteBuffer.wrap(here), length, CAPACITY);
                }
                assertThat(length).as("seed %d, round %d", SEED, i).isLessThanOrEqualTo(CAPACITY);
                assertThat(ProxyHeader.read(ByteBuffer.wrap(here), length)).isNotNull();
            } catch (HeaderException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }
}
