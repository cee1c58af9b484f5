package dev.sluice.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes, written as hexadecimal digits. */
final class BytesStructure extends HashTable<BytesStructure.Bytes> implements Structure {
    /** A key that was read. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
    record Bytes(PatternEntry entry, byte[] bytes) {}

    /** Why a key is no such thing, in HAProxy's words without a full stop; empty for a good one. */
    static String problem(String key) {
        if (key.length() % 2 != 0) {
            return "an even number of hex digit is expected";
        }
        for (int i = 0; i < key.length(); i++) {
            if (Addresses.number(key.substring(i, i + 1), 16, 1) < 0) {
                return "an hex digit is expected (found '" + key.charAt(i) + "')";
            }
        }
        return "";
    }

    private static Bytes parse(PatternEntry entry) {
        String key = Texts.decode(entry.key());
        byte[] bytes = new byte[key.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Addresses.number(key.substring(2 * i, 2 * i + 2), 16, 2);
        }
        return new Bytes(entry, bytes);
    }

    @Override
    int hash(Bytes element) {
        return Hashes.of(element.bytes());
    }

    @Override
    boolean same(Bytes one, Bytes other) {
        return Arrays.equals(one.bytes(), other.bytes());
    }

    @Override
    boolean isIt(Bytes one, Bytes other) {
        return one.entry().id() == other.entry().id();
    }

    @Override
    public void insert(PatternEntry entry) {
        add(parse(entry));
    }

    @Override
    public void delete(PatternEntry entry) {
        remove(parse(entry));
    }

    @Override
    public @Nullable PatternEntry find(byte[] text, int offset, int length) {
        int hash = Hashes.mix(Hashes.raw(text, offset, length, false));
        int[] slots = slots(hash);
        int at = hash & slots.length - 1;
        for (int found = at(slots, at); found != EMPTY; found = at(slots, at)) {
            if (element(found) instanceof Bytes element
                    && Arrays.equals(element.bytes(), 0, element.bytes().length, text, offset, offset + length)) {
                return element.entry();
            }
            at = at + 1 & slots.length - 1;
        }
        return null;
    }
}
