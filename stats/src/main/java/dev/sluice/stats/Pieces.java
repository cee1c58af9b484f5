package dev.sluice.stats;

import org.jspecify.annotations.Nullable;

/** Cuts what is written step by step into pieces. */
final class Pieces implements ChunkSource {
    /** A piece is handed out once it is this long: a socket's send buffer takes it whole, and it costs little to wait for. */
    private static final int LONG_ENOUGH = 8192;

    private final Steps steps;
    private final ByteWriter out = new ByteWriter(LONG_ENOUGH + 4096);
    private boolean ended;

    Pieces(Steps steps) {
        this.steps = steps;
    }

    @Override
    public byte @Nullable [] next() {
        while (!ended && out.length() < LONG_ENOUGH) {
            ended = !steps.write(out);
        }
        return out.length() == 0 ? null : out.take();
    }

    /** Something long that is written in small steps. */
    @FunctionalInterface
    interface Steps {
        /** Writes a little more; false once all is written. */
        boolean write(ByteWriter out);
    }
}
