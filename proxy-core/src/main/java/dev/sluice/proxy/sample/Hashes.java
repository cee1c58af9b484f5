package dev.sluice.proxy.sample;

/** The hashes that the language knows. Results are 32 bits but where said otherwise. */
public final class Hashes {
    private Hashes() {}

    /** SDBM. */
    public static int sdbm(byte[] bytes, int start, int length) {
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = (bytes[i] & 0xFF) + (hash << 6) + (hash << 16) - hash;
        }
        return hash;
    }

    /** DJB2. */
    public static int djb2(byte[] bytes, int start, int length) {
        int hash = 5381;
        for (int i = start; i < start + length; i++) {
            hash = (hash << 5) + hash + (bytes[i] & 0xFF);
        }
        return hash;
    }

    /** Spreads a hash over all of its bits (Bob Jenkins' full avalanche). */
    public static int avalanche(int hash) {
        int a = hash;
        a = a + 0x7ed55d16 + (a << 12);
        a = a ^ 0xc761c23c ^ a >>> 19;
        a = a + 0x165667b1 + (a << 5);
        a = a + 0xd3a2646c ^ a << 9;
        a = a + 0xfd7046c5 + (a << 3);
        a = a ^ 0xb55a4f09 ^ a >>> 16;
        return a;
    }
}
