package dev.sluice.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static Frames of(boolean counted, String... messages) {
        Frames frames = new Frames(counted);
        for (String message : messages) {
            byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
            // As from a memory that ends behind the first byte.
            int first = Math.min(1, bytes.length);
            byte[] memory = new byte[10 + first];
            System.arraycopy(bytes, 0, memory, 10, first);
            System.arraycopy(bytes, first, memory, 0, bytes.length - first);
            assertThat(frames.take(memory, 10, first, bytes.length - first)).isTrue();
        }
        return frames;
    }

    private static String left(Frames frames) {
        byte[] bytes = new byte[frames.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = PlatformDependent.getByte(frames.address() + i);
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Test
    void eachMessageEndsOrIsCounted() {
        assertThat(left(of(false, "one", "", "seventeen"))).isEqualTo("one\n\nseventeen\n");
        assertThat(left(of(true, "one", "", "seventeen"))).isEqualTo("3 one0 9 seventeen");
        assertThat(left(of(true, "0123456789"))).isEqualTo("10 0123456789");
    }

    @Test
    void aPartOfAMessageIsSentAgain() {
        for (boolean counted : new boolean[] {true, false}) {
            String one = counted ? "3 one" : "one\n";
            String rest = counted ? "2 2 5 three" : "2 \nthree\n";
            for (int sent = 0; sent < one.length() + rest.length(); sent++) {
                Frames frames = of(counted, "one", "2 ", "three");
                frames.sent(sent);
                frames.restart();
                String expected = sent < one.length()
                        ? one + rest
                        : sent < one.length() + (counted ? 4 : 3) ? rest : rest.substring(counted ? 4 : 3);
                assertThat(left(frames))
                        .as("counted %s, sent %d", counted, sent)
                        .isEqualTo(expected);
                // What was sent by then stays so.
                frames.restart();
                assertThat(left(frames)).isEqualTo(expected);
                frames.sent(expected.length());
                assertThat(frames.isEmpty()).isTrue();
            }
        }
    }

    @Test
    void takesWhatFits() {
        Frames frames = new Frames(true);
        byte[] long1 = new byte[65_535];
        assertThat(frames.take(long1, 0, long1.length, 0)).isTrue();
        assertThat(frames.take(long1, 0, 0, 0)).isFalse();
        frames.sent(frames.length());
        assertThat(frames.isEmpty()).isTrue();
        assertThat(frames.take(long1, 0, 100, 0)).isTrue();
        assertThat(frames.length()).isEqualTo(104);
    }
}
