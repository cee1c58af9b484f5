package dev.sluice.proxy.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CompressionSpec.Algorithm;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Settings;
import dev.sluice.state.ProcessState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What encoders make can be read by others, however it is cut into pieces and however little room there is. */
class EncoderTest {
    private static final int ONE = 268 * 1024;

    private final ProcessState process =
            new ProcessState(new ProcessState.Identity("HAProxy", "3.5", "2026/01/01", 1, 1, 0, 0));
    private final Encoders encoders = new Encoders(process);
    private final ByteArrayOutputStream made = new ByteArrayOutputStream();

    private Encoder take(Algorithm algorithm) {
        Encoder taken = encoders.take(algorithm, Settings.EMPTY, 0);
        if (taken == null) {
            throw new AssertionError("none left");
        }
        return taken;
    }

    private void keep(ByteBuffer room, int count) {
        byte[] bytes = new byte[count];
        room.get(0, bytes);
        made.writeBytes(bytes);
    }

    private void encode(Encoder encoder, byte[] body, Random random) {
        ByteBuffer from = ByteBuffer.allocateDirect(body.length + 1).put(body);
        int at = 0;
        while (at < body.length) {
            int room = Encoder.ROOM_LEAST + random.nextInt(3000);
            ByteBuffer to = ByteBuffer.allocateDirect(room);
            keep(to, encoder.encode(from, at, Math.min(body.length - at, 1 + random.nextInt(5000)), to, 0, room));
            at += encoder.taken();
            if (random.nextInt(5) == 0) {
                flush(encoder, random);
            }
        }
    }

    private void flush(Encoder encoder, Random random) {
        while (encoder.isUnflushed()) {
            int room = Encoder.ROOM_LEAST + random.nextInt(3000);
            ByteBuffer to = ByteBuffer.allocateDirect(room);
            keep(to, encoder.flush(to, 0, room));
        }
    }

    private void finish(Encoder encoder, Random random) {
        while (!encoder.isFinished()) {
            int room = Encoder.ROOM_LEAST + random.nextInt(200);
            ByteBuffer to = ByteBuffer.allocateDirect(room);
            keep(to, encoder.finish(to, 0, room));
        }
    }

    private static InputStream reader(Algorithm algorithm, byte[] bytes) throws IOException {
        InputStream raw = new ByteArrayInputStream(bytes);
        return switch (algorithm) {
            case IDENTITY -> raw;
            case GZIP -> new GZIPInputStream(raw);
            case DEFLATE -> new InflaterInputStream(raw);
            case RAW_DEFLATE -> new InflaterInputStream(raw, new Inflater(true));
        };
    }

    private static byte[] body(Random random, int length) {
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) (random.nextInt(8) == 0 ? random.nextInt() : 'a' + i % 7);
        }
        return body;
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void makesWhatOthersRead(Algorithm algorithm) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            made.reset();
            byte[] body = body(random, random.nextInt(60_000));
            Encoder encoder = take(algorithm);
            encode(encoder, body, random);
            finish(encoder, random);
            encoders.release(encoder);
            assertThat(reader(algorithm, made.toByteArray()).readAllBytes()).isEqualTo(body);
        }
        assertThat(process.compression().memoryBytes()).isEqualTo(algorithm == Algorithm.IDENTITY ? 0 : ONE);
    }

    @Test
    void letsOutWhatItHasWhenAsked() throws Exception {
        Random random = new Random(1);
        byte[] body = body(random, 5000);
        Encoder encoder = take(Algorithm.GZIP);
        encode(encoder, body, random);
        flush(encoder, random);
        assertThat(reader(Algorithm.GZIP, made.toByteArray()).readNBytes(body.length))
                .isEqualTo(body);
    }

    @Test
    void takesNoMoreMemoryThanItMay() {
        Settings.Builder global = Settings.builder();
        global.set(GlobalSettings.MAX_COMPRESSION_MEMORY, 1);
        Settings settings = global.build();
        Encoder first = encoders.take(Algorithm.GZIP, settings, 0);
        assertThat(first).isNotNull();
        assertThat(encoders.take(Algorithm.DEFLATE, settings, 0)).isNotNull();
        assertThat(encoders.take(Algorithm.GZIP, settings, 0)).isNotNull();
        assertThat(encoders.take(Algorithm.GZIP, settings, 0)).isNull();
        assertThat(process.compression().memoryBytes()).isEqualTo(3L * ONE);
        encoders.release(Objects.requireNonNull(first));
        assertThat(encoders.take(Algorithm.GZIP, settings, 0)).isNotNull();
        assertThat(process.compression().memoryBytes()).isEqualTo(3L * ONE);
    }

    @Test
    void keepsFewThatNobodyUses() {
        Encoder[] many = new Encoder[20];
        for (int i = 0; i < many.length; i++) {
            many[i] = take(Algorithm.GZIP);
        }
        assertThat(process.compression().memoryBytes()).isEqualTo(20L * ONE);
        for (Encoder each : many) {
            encoders.release(each);
        }
        assertThat(process.compression().memoryBytes()).isEqualTo(8L * ONE);
    }
}
