package dev.sluice.config;

import java.util.List;
import java.util.Optional;

/**
 * A stick table as it was configured. Two tables that say the same are the same to a reload, which then keeps the entries.
 *
 * @param name as rules and commands name it: the proxy's name, or {@code <peers section>/<table>}
 * @param type what keys are
 * @param keyLength bytes of a key of type string or binary that count; 0 for other types
 * @param size entries at most
 * @param expireMillis how long an entry stays after it was touched last; 0 for as long as there is room
 * @param noPurge whether a full table refuses new entries instead of forgetting the oldest
 * @param serverKey what {@code server_key} holds
 * @param stored what entries hold, in the order of a dump
 * @param bytesFactor bytes that count as one in rates of bytes
 * @param peers the peers section that it belongs to; empty for none
 */
public record TableSpec(
        String name,
        KeyType type,
        int keyLength,
        int size,
        long expireMillis,
        boolean noPurge,
        ServerKey serverKey,
        List<Stored> stored,
        int bytesFactor,
        String peers) {
    /** Keeps a copy of the list. */
    public TableSpec {
        stored = List.copyOf(stored);
    }

    /** What keys of a table are. */
    public enum KeyType {
        IP("ip"),
        IPV6("ipv6"),
        INTEGER("integer"),
        STRING("string"),
        BINARY("binary");

        private final String word;

        KeyType(String word) {
            this.word = word;
        }

        /** As {@code show table} prints it. */
        public String word() {
            return word;
        }

        /** Whether a key is a run of bytes. */
        public boolean isBytes() {
            return this == STRING || this == BINARY;
        }
    }

    /** By what a server is remembered across reloads. */
    public enum ServerKey {
        NAME,
        ADDR
    }

    /**
     * A kind of data that entries hold.
     *
     * @param data which
     * @param count elements, of an array; 1 otherwise
     * @param periodMillis over which a rate is measured; 0 for what is no rate
     */
    public record Stored(TableData data, int count, long periodMillis) {}

    /** How a kind of data is kept, if it is. */
    public Optional<Stored> find(TableData data) {
        return stored.stream().filter(each -> each.data() == data).findFirst();
    }
}
