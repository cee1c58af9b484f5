package dev.sluice.proxy.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is to be different in a head when it is sent on: pieces to leave out and bytes to put in their place, in ascending order. The
 * received bytes stay as they are. Reused from message to message.
 */
public final class Edits {
    private int[] at = new int[8];
    private int[] removed = new int[8];
    private int[] textEnd = new int[8];
    private byte[] text = new byte[256];
    private int count;
    private int growth;

    /** Nothing is different. */
    public void clear() {
        count = 0;
        growth = 0;
    }

    /** Whether the head can be sent as it is. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** How many bytes longer (or shorter, below 0) the head becomes. */
    public int growth() {
        return growth;
    }

    /** Leaves out {@code length} bytes from {@code offset} on. Offsets must not descend from call to call. */
    public void remove(int offset, int length) {
        begin(offset, length);
    }

    /** Puts {@code bytes} in the place of {@code length} bytes at {@code offset}. */
    public void replace(int offset, int length, byte[] bytes) {
        begin(offset, length);
        append(bytes, 0, bytes.length);
    }

    /** Puts {@code bytes} before the byte at {@code offset}. */
    public void insert(int offset, byte[] bytes) {
        replace(offset, 0, bytes);
    }

    /** Begins an edit whose text is given with {@link #append}. */
    public void begin(int offset, int length) {
        if (count == at.length) {
            at = Arrays.copyOf(at, count * 2);
            removed = Arrays.copyOf(removed, count * 2);
            textEnd = Arrays.copyOf(textEnd, count * 2);
        }
        at[count] = offset;
        removed[count] = length;
        textEnd[count] = textLength();
        growth -= length;
        count++;
    }

    /** More text for the newest edit. */
    public void append(byte[] bytes, int from, int length) {
        int end = reserve(length);
        System.arraycopy(bytes, from, text, end, length);
        grown(end, length);
    }

    /** More text for the newest edit, from received bytes. */
    public void append(ByteBuffer memory, int from, int length) {
        int end = reserve(length);
        memory.get(from, text, end, length);
        grown(end, length);
    }

    private int reserve(int length) {
        int end = textEnd[count - 1];
        if (end + length > text.length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, end + length));
        }
        return end;
    }

    private void grown(int end, int length) {
        textEnd[count - 1] = end + length;
        growth += length;
    }

    private int textLength() {
        return count == 0 ? 0 : textEnd[count - 1];
    }

    /** Writes the {@code length} bytes from {@code base} on, with these edits, to {@code target}; returns how many bytes that made. */
    public int write(ByteBuffer memory, int base, int length, ByteBuffer target, int to) {
        int from = 0;
        int written = to;
        int textStart = 0;
        for (int i = 0; i < count; i++) {
            int kept = at[i] - from;
            target.put(written, memory, base + from, kept);
            written += kept;
            int added = textEnd[i] - textStart;
            target.put(written, text, textStart, added);
            written += added;
            textStart = textEnd[i];
            from = at[i] + removed[i];
        }
        target.put(written, memory, base + from, length - from);
        return written + length - from - to;
    }
}
