package dev.sluice.config;

/** What proxies and servers say about balancing by hashes. */
public final class BalanceSettings {
    public static final Setting<HashType> HASH_TYPE = Setting.of("hash-type", HashType.DEFAULT);
    /** How much busier than the average a server may be, in percent; 0 does not look. */
    public static final Setting<Integer> HASH_BALANCE_FACTOR = Setting.of("hash-balance-factor", 0);

    public static final Setting<Affinity> HASH_AFFINITY = Setting.of("hash-preserve-affinity", Affinity.ALWAYS);
    /** Where on the ring a server stands. */
    public static final Setting<HashKey> HASH_KEY = Setting.of("hash-key", HashKey.ID);

    /** Which servers a key passes by. */
    public enum Affinity {
        /** None. */
        ALWAYS,
        /** Those without a free slot. */
        MAXCONN,
        /** Those without room in a bounded queue. */
        MAXQUEUE
    }

    /** What the places of a server on the ring are derived from. */
    public enum HashKey {
        ID,
        ID32,
        GUID,
        ADDR,
        ADDR_PORT
    }

    private BalanceSettings() {}
}
