package dev.sluice.pattern;

/**
 * Hashes of texts. Before it is mixed the hash of a text follows from that of a part of it, so that all beginnings, ends or windows of a
 * text are hashed in one walk.
 */
final class Hashes {
    static final int FACTOR = 31;

    private Hashes() {}

    static int of(byte[] text) {
        return mix(raw(text, 0, text.length, false));
    }

    static int raw(byte[] text, int from, int length, boolean fold) {
        int h = 0;
        for (int i = from; i < from + length; i++) {
            h = h * FACTOR + (fold ? Texts.lower(text[i]) : text[i]);
        }
        return h;
    }

    static int of(long high, long low, int bits) {
        long h = (high * 0x9E3779B97F4A7C15L ^ low) * 0xC2B2AE3D27D4EB4FL + bits;
        return mix((int) (h ^ h >>> Integer.SIZE));
    }

    /** Spreads a raw hash over all bits. */
    static int mix(int raw) {
        int h = raw;
        h = (h ^ h >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return h ^ h >>> 16;
    }
}
