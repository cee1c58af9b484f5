package dev.sluice.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeedTest {
    /** Writes down what it hears of. */
    private static final class Ear implements Feed.Sink {
        private final StringBuilder heard = new StringBuilder();
        private Feed.Framing framing = Feed.Framing.NONE;
        private long length;

        @Override
        public Feed.Framing head(Lines head) {
            heard.append('<').append(head.first()).append('>');
            boolean interim = head.first().contains(" 1");
            length = head.contentLength();
            framing = head.isChunked()
                    ? Feed.Framing.CHUNKED
                    : length > 0 ? Feed.Framing.LENGTH : length == 0 ? Feed.Framing.NONE : Feed.Framing.OPEN;
            return interim ? Feed.Framing.INTERIM : framing;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public boolean data(long address, int count, boolean last) {
            for (int i = 0; i < count; i++) {
                heard.append((char) PlatformDependent.getByte(address + i));
            }
            heard.append(last ? "|" : "");
            return true;
        }

        @Override
        public void end(Lines trailers) {
            heard.append('[').append(trailers.value("t")).append(']');
        }

        @Override
        public boolean takesData() {
            return true;
        }
    }

    /** The same whichever way the bytes are cut. */
    private static void assertHeard(String bytes, String expected) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer memory = ByteBuffer.allocateDirect(all.length);
        memory.put(0, all);
        long address = PlatformDependent.directBufferAddress(memory);
        for (int round = 0; round < 50; round++) {
            Ear ear = new Ear();
            Feed feed = new Feed(ear);
            for (int at = 0; at < all.length; ) {
                int some = round == 0 ? all.length : 1 + random.nextInt(Math.min(7, all.length - at));
                assertThat(feed.take(address + at, some)).as("seed %d", seed).isEqualTo(some);
                at += some;
            }
            assertThat(ear.heard.toString()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void tellsBodiesFromHeads() {
        assertHeard("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "<HTTP/1.1 200 OK>hello|");
        assertHeard("HTTP/1.1 200 OK\r\n\r\nuntil the end", "<HTTP/1.1 200 OK>until the end");
        assertHeard("HTTP/1.1 200 OK\ncontent-length: 0\n\n", "<HTTP/1.1 200 OK>");
    }

    @Test
    void takesChunksApart() {
        assertHeard(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0A;x=1\r\n0123456789\r\n0\r\nt: u\r\n\r\n",
                "<HTTP/1.1 200 OK>hello0123456789[u]");
        assertHeard("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "<HTTP/1.1 200 OK>[]");
    }

    @Test
    void letsInterimHeadsComeFirst() {
        assertHeard(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n!",
                "<HTTP/1.1 100 Continue><HTTP/1.1 103 Early><HTTP/1.1 200 OK>!|");
    }
}
