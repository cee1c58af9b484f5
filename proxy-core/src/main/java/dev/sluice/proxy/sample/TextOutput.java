package dev.sluice.proxy.sample;

import java.util.Arrays;

/** Bytes put together, used over and over. Confined to one thread. What passes its limit is cut off. */
public final class TextOutput {
    private final int most;
    private byte[] bytes = new byte[256];
    private int length;
    private boolean cut;

    /** Holds at most {@code most} bytes. */
    public TextOutput(int most) {
        this.most = most;
    }

    /** Empty again. */
    public TextOutput clear() {
        length = 0;
        cut = false;
        return this;
    }

    /** Appends one byte. */
    public TextOutput add(char c) {
        if (room(1)) {
            bytes[length++] = (byte) c;
        }
        return this;
    }

    /** Appends bytes. */
    public TextOutput add(byte[] from, int offset, int count) {
        int fitting = room(count) ? count : most - length;
        if (fitting > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, length + fitting);
        }
        System.arraycopy(from, offset, bytes, length, fitting);
        length += fitting;
        return this;
    }

    /** Appends bytes. */
    public TextOutput add(byte[] from) {
        return add(from, 0, from.length);
    }

    /** Appends text, whose characters are bytes, as in all that a configuration says. */
    public TextOutput add(String text) {
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
        return this;
    }

    /** Appends a number. */
    public TextOutput add(long number) {
        if (number < 0) {
            return add('-').add(number == Long.MIN_VALUE ? Long.MAX_VALUE : -number);
        }
        long unit = 1;
        while (number / unit >= 10) {
            unit *= 10;
        }
        for (; unit > 0; unit /= 10) {
            add((char) ('0' + number / unit % 10));
        }
        return this;
    }

    private boolean room(int more) {
        if (length + more > most) {
            cut = true;
            return false;
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
        return true;
    }

    /** The array; the first {@link #length()} bytes count. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** Whether something did not fit. */
    public boolean isCut() {
        return cut;
    }

    /** Goes back to a shorter length. */
    public void length(int shorter) {
        length = Math.min(length, shorter);
    }

    /** A copy of the bytes. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }
}
