package dev.sluice.proxy.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** The memory of one worker's encrypted connections: what each turn uses and gives up, and pieces for what has to outlive a turn. */
final class TlsMemory {
    /** A record's content, and what may surround it; the largest that either library makes. */
    static final int RECORD_MAX = 16_384 + 2_048;

    /** Pieces kept for the next connection; past this many they go back to the collector. */
    private static final int PIECES_KEPT_MAX = 256;

    private final ByteBuffer received = ByteBuffer.allocateDirect(RECORD_MAX);
    private final ByteBuffer opened = ByteBuffer.allocateDirect(RECORD_MAX);
    private final ByteBuffer plain = ByteBuffer.allocateDirect(RECORD_MAX);
    private final ByteBuffer sealed = ByteBuffer.allocateDirect(RECORD_MAX);
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    TlsMemory() {}

    /** Where encrypted bytes are read to; empty. */
    ByteBuffer received() {
        return received.clear().limit(0);
    }

    /** Where records are opened to. */
    ByteBuffer opened() {
        return opened.clear();
    }

    /** Where what is to be sealed is put. */
    ByteBuffer plain() {
        return plain.clear();
    }

    /** Where records are sealed to. */
    ByteBuffer sealed() {
        return sealed.clear();
    }

    boolean isScratch(ByteBuffer buffer) {
        return buffer == received;
    }

    /** A piece that holds what {@code from} still has. */
    ByteBuffer keep(ByteBuffer from) {
        ByteBuffer piece = free.pollLast();
        if (piece == null) {
            piece = ByteBuffer.allocateDirect(RECORD_MAX);
        }
        return piece.clear().put(from).flip();
    }

    /** Takes back a piece. */
    void release(ByteBuffer piece) {
        if (free.size() < PIECES_KEPT_MAX) {
            free.addLast(piece);
        }
    }

    /** Pieces that wait for use; for tests. */
    int pieces() {
        return free.size();
    }
}
