package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/** The entries of one generation, indexed for one way of matching. One thread writes, any may ask. */
interface Structure {
    /** Adds an entry whose key was found good. */
    void insert(PatternEntry entry);

    /** Takes an entry out. */
    void delete(PatternEntry entry);

    /** The entry that a text matches. */
    default @Nullable PatternEntry find(byte[] text, int offset, int length) {
        return null;
    }

    /** The entry that a number matches. */
    default @Nullable PatternEntry find(long number) {
        return null;
    }

    /** The entry that an address of 4 or 16 bytes matches. */
    default @Nullable PatternEntry findAddress(byte[] address, int offset, int length) {
        return null;
    }

    /** The entry that an IPv4 address matches. */
    default @Nullable PatternEntry findIpv4(long address) {
        return null;
    }
}
