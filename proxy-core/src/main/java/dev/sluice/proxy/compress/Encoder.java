package dev.sluice.proxy.compress;

import dev.sluice.config.CompressionSpec.Algorithm;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Makes one body smaller, piece by piece. Takes and makes no more than there is room for. */
public final class Encoder {
    /** What a gzip file begins with: no name, no time, an unknown system (RFC 1952). */
    private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 255};

    private static final int GZIP_TAIL = 8;
    /** With less room than this nothing is begun, so that a head or a tail always fits. */
    public static final int ROOM_LEAST = 64;

    private final Algorithm algorithm;
    private final @Nullable Deflater deflater;
    private final CRC32 check = new CRC32();
    private long size;
    private int taken;
    private boolean begun;
    private boolean unflushed;
    private boolean finished;

    /** An encoder; {@code deflater} fits the algorithm, and is null where bodies stay as they are. */
    Encoder(Algorithm algorithm, @Nullable Deflater deflater) {
        this.algorithm = algorithm;
        this.deflater = deflater;
    }

    /** How it compresses. */
    public Algorithm algorithm() {
        return algorithm;
    }

    @Nullable
    Deflater deflater() {
        return deflater;
    }

    /** How hard it tries from now on. */
    public void level(int level) {
        Deflater engine = deflater;
        if (engine != null) {
            engine.setLevel(level);
        }
    }

    /** Takes bytes, as far as there is room for what becomes of them; returns how many it made. {@link #taken()} says how many it took. */
    public int encode(ByteBuffer from, int start, int length, ByteBuffer to, int at, int room) {
        Deflater engine = deflater;
        if (engine == null) {
            taken = Math.min(length, room);
            to.put(at, from, start, taken);
            return taken;
        }
        ByteBuffer input = from.duplicate().limit(start + length).position(start);
        engine.setInput(input);
        int made = run(engine, to, at, room, Deflater.NO_FLUSH);
        taken = input.position() - start;
        if (algorithm == Algorithm.GZIP) {
            check.update(from.duplicate().limit(start + taken).position(start));
            size += taken;
        }
        unflushed |= taken > 0;
        return made;
    }

    /** How many bytes the last call of {@link #encode} took. */
    public int taken() {
        return taken;
    }

    /** Whether the recipient may not have all that was taken. */
    public boolean isUnflushed() {
        return unflushed;
    }

    /** Lets out what was kept back to compress it with what follows; returns how many bytes it made. */
    public int flush(ByteBuffer to, int at, int room) {
        Deflater engine = deflater;
        if (engine == null || !unflushed) {
            return 0;
        }
        int made = run(engine, to, at, room, Deflater.SYNC_FLUSH);
        unflushed = made == room;
        return made;
    }

    /** Ends the body; to be called again until {@link #isFinished()}. Returns how many bytes it made. */
    public int finish(ByteBuffer to, int at, int room) {
        Deflater engine = deflater;
        if (engine == null) {
            finished = true;
            return 0;
        }
        engine.finish();
        int made = run(engine, to, at, room, Deflater.NO_FLUSH);
        if (engine.finished() && algorithm != Algorithm.GZIP) {
            finished = true;
        } else if (engine.finished() && room - made >= GZIP_TAIL) {
            little(to, at + made, (int) check.getValue());
            little(to, at + made + Integer.BYTES, (int) size);
            made += GZIP_TAIL;
            finished = true;
        }
        return made;
    }

    private static void little(ByteBuffer to, int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            to.put(at + i, (byte) (value >>> 8 * i));
        }
    }

    /** Whether all of the body was made. */
    public boolean isFinished() {
        return finished;
    }

    private int run(Deflater engine, ByteBuffer to, int at, int room, int flush) {
        int head = begun || algorithm != Algorithm.GZIP ? 0 : GZIP_HEAD.length;
        ByteBuffer output = to.duplicate().limit(at + room).position(at + head);
        int made = engine.finished() ? 0 : engine.deflate(output, flush);
        if (made == 0) {
            return 0;
        }
        to.put(at, GZIP_HEAD, 0, head);
        begun = true;
        return head + made;
    }
}
