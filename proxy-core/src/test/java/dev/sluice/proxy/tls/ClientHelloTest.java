package dev.sluice.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** Clients' first words, from a real client and broken in many ways. */
class ClientHelloTest {
    private static byte[] hello(String host, String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setApplicationProtocols(protocols);
        engine.setSSLParameters(parameters);
        return firstWords(engine);
    }

    private static byte[] firstWords(SSLEngine engine) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(32_768);
        var unused = engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    @Test
    void tellsTheHostAndWhatTheClientUnderstands() throws Exception {
        ClientHello hello =
                Objects.requireNonNull(ClientHello.read(ByteBuffer.wrap(hello("www.a.test", "h2", "http/1.1"))));

        assertThat(hello.serverName()).isEqualTo("www.a.test");
        assertThat(hello.version()).isEqualTo(0x0304);
        assertThat(hello.kinds()).startsWith("ecdsa", "rsa");
        assertThat(hello.protocols()).containsExactly("h2", "http/1.1");
        assertThat(hello.asksForStatement()).as("OCSP").isTrue();
        assertThat(hello.asksForSession()).isFalse();
    }

    @Test
    void listsAreKeptAsTheyCameAndNoLongerThanWanted() throws Exception {
        byte[] words = hello("www.a.test", "h2");
        HelloCapture all = Objects.requireNonNull(ClientHello.capture(ByteBuffer.wrap(words), 512));

        assertThat(all.version()).isEqualTo(0x0303);
        assertThat(numbers(all.ciphers())).contains(0x1301, 0x1302);
        assertThat(numbers(all.extensions())).contains(0, 10, 13, 16, 43);
        assertThat(numbers(all.versions())).contains(0x0304);
        assertThat(numbers(all.groups())).contains(29, 23);
        assertThat(numbers(all.signatures())).contains(0x0403, 0x0804);
        HelloCapture some = Objects.requireNonNull(ClientHello.capture(ByteBuffer.wrap(words), 4));
        assertThat(some.ciphers()).isEqualTo(Arrays.copyOf(all.ciphers(), 4));
        assertThat(some.extensions()).isEqualTo(Arrays.copyOf(all.extensions(), 4));
        assertThat(ClientHello.capture(ByteBuffer.wrap(words, 0, 60), 512)).isNull();
    }

    private static List<Integer> numbers(byte[] list) {
        List<Integer> all = new ArrayList<>();
        for (ByteBuffer in = ByteBuffer.wrap(list); in.hasRemaining(); ) {
            all.add(in.getShort() & 0xFFFF);
        }
        return all;
    }

    @Test
    void waitsForAllOfIt() throws Exception {
        byte[] whole = hello("www.a.test");
        for (int length = 0; length < whole.length; length++) {
            assertThat(ClientHello.read(ByteBuffer.wrap(whole, 0, length)))
                    .as("after %d bytes", length)
                    .isNull();
        }
    }

    @Test
    void joinsWhatComesInSeveralRecords() throws Exception {
        byte[] whole = hello("www.a.test");
        ByteBuffer split = ByteBuffer.allocate(2 * whole.length * 6);
        for (int at = 5; at < whole.length; at += 7) {
            int length = Math.min(7, whole.length - at);
            split.put(whole, 0, 3).putShort((short) length).put(whole, at, length);
        }
        ClientHello hello = Objects.requireNonNull(ClientHello.read(split.flip()));

        assertThat(hello.serverName()).isEqualTo("www.a.test");
    }

    @Test
    void refusesWhatIsNoTls() {
        for (String text : List.of("GET / HTTP/1.1\r\n\r\n", "SSH-2.0-x\r\n", "\u0016\u0002\u0001\u0000\u0001\u0001")) {
            assertThatThrownBy(() -> ClientHello.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1))))
                    .as(text)
                    .isInstanceOf(HelloException.class);
        }
    }

    @Test
    void brokenWordsAreRefusedAndNeverHarm() throws Exception {
        byte[] whole = hello("www.a.test", "http/1.1");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            byte[] broken = whole.clone();
            for (int i = 0; i < 3; i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            try {
                ClientHello hello = ClientHello.read(ByteBuffer.wrap(broken));
                assertThat(hello == null || hello.serverName().length() < whole.length)
                        .as("seed %d", seed)
                        .isTrue();
            } catch (HelloException refused) {
                assertThat(refused.alert()).isEqualTo(HelloException.DECODE_ERROR);
            }
            HelloCapture kept = ClientHello.capture(ByteBuffer.wrap(broken), 64);
            assertThat(kept == null || kept.ciphers().length <= 64)
                    .as("seed %d", seed)
                    .isTrue();
        }
    }
}
