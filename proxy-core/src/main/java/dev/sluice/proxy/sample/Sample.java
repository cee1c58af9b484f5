package dev.sluice.proxy.sample;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A typed value, written anew by each evaluation. Bytes are a range of an array that is somebody else's: a constant's or the
 * {@link Scratch} memory's; converters never write into it.
 */
public final class Sample {
    private static final byte[] NOTHING = {};

    private SampleType type = SampleType.ANY;
    private long number;
    private byte[] bytes = NOTHING;
    private int start;
    private int length;
    private boolean iterating;
    private boolean more;
    private long cursor;

    /** Forgets everything, and which of several values was the last. */
    public void clear() {
        type = SampleType.ANY;
        number = 0;
        bytes = NOTHING;
        start = 0;
        length = 0;
        iterating = false;
        more = false;
        cursor = 0;
    }

    /** Asks a fetch with several values for one after the other: evaluated again while {@link #hasMore()}. */
    public void iterate() {
        clear();
        iterating = true;
    }

    /** Whether each value is wanted, not only the one that counts. */
    public boolean isIterating() {
        return iterating;
    }

    /** Whether evaluating again brings another value. */
    public boolean hasMore() {
        return more;
    }

    /** For a fetch: where the next value is looked for; 0 at first. */
    public long cursor() {
        return cursor;
    }

    /** For a fetch: there may be another value, to be looked for at {@code next}. */
    public void continueAt(long next) {
        cursor = next;
        more = true;
    }

    /** For a fetch: this was the last value. */
    public void exhausted() {
        more = false;
    }

    /** What it is. */
    public SampleType type() {
        return type;
    }

    /** The number of a SINT, 0 or 1 of a BOOL, the address of an IPV4. */
    public long number() {
        return number;
    }

    /** Whether a BOOL is true. */
    public boolean isTrue() {
        return number != 0;
    }

    /** The array that holds STR, BIN, METH, and the 16 bytes of an IPV6. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where they begin. */
    public int start() {
        return start;
    }

    /** How many there are. */
    public int length() {
        return length;
    }

    /** A byte of them. */
    public byte at(int index) {
        return bytes[start + index];
    }

    /** Whether {@code text} stands at an index. */
    public boolean hasAt(int index, byte[] text) {
        int from = start + index;
        return index + text.length <= length && Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
    }

    /** Becomes a BOOL; returns true. */
    public boolean bool(boolean value) {
        type = SampleType.BOOL;
        number = value ? 1 : 0;
        return true;
    }

    /** Becomes a SINT; returns true. */
    public boolean integer(long value) {
        type = SampleType.SINT;
        number = value;
        return true;
    }

    /** Becomes an IPV4; returns true. */
    public boolean ipv4(long address) {
        type = SampleType.IPV4;
        number = address & 0xFFFF_FFFFL;
        return true;
    }

    /** Becomes an IPV6 of the 16 bytes from {@code at} on; returns true. */
    public boolean ipv6(byte[] from, int at) {
        return range(SampleType.IPV6, from, at, 16);
    }

    /** Becomes an IPV4 or IPV6 of 4 or 16 bytes; returns whether there is an address at all. */
    public boolean address(byte[] address) {
        if (address.length == 4) {
            long value = 0;
            for (byte b : address) {
                value = value << 8 | b & 0xFF;
            }
            return ipv4(value);
        }
        return address.length == 16 && ipv6(address, 0);
    }

    /** Becomes a STR; returns true. */
    public boolean text(byte[] from, int at, int count) {
        return range(SampleType.STR, from, at, count);
    }

    /** Becomes a STR; returns true. */
    public boolean text(byte[] whole) {
        return range(SampleType.STR, whole, 0, whole.length);
    }

    /** Becomes a STR of characters that are bytes, as in all that a configuration says; returns true. */
    public boolean text(String said, Scratch scratch) {
        int at = scratch.take(said.length());
        byte[] memory = scratch.memory();
        for (int i = 0; i < said.length(); i++) {
            memory[at + i] = (byte) said.charAt(i);
        }
        return text(memory, at, said.length());
    }

    /** Becomes a BIN; returns true. */
    public boolean binary(byte[] from, int at, int count) {
        return range(SampleType.BIN, from, at, count);
    }

    /** Becomes a METH; returns true. */
    public boolean method(byte[] from, int at, int count) {
        return range(SampleType.METH, from, at, count);
    }

    /** Becomes of {@code wanted} with the same bytes. */
    boolean retype(SampleType wanted) {
        type = wanted;
        return true;
    }

    private boolean range(SampleType wanted, byte[] from, int at, int count) {
        type = wanted;
        bytes = from;
        start = at;
        length = count;
        return true;
    }

    /** Keeps only some of the bytes. */
    public boolean slice(int from, int count) {
        start += from;
        length = count;
        return true;
    }

    /** Becomes what {@code other} is, over the same bytes. */
    public boolean copy(Sample other) {
        type = other.type;
        number = other.number;
        bytes = other.bytes;
        start = other.start;
        length = other.length;
        return true;
    }

    /** The bytes as text, for what is not on the path of traffic. */
    public String string() {
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }
}
