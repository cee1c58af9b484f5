package dev.sluice.proxy.http;

import dev.sluice.proxy.action.HeadEditor;
import dev.sluice.proxy.worker.StreamBuffer;
import java.util.Locale;
import java.util.function.Supplier;

/** A head as rules see and change it, in the memory that holds it: moves what stands before or behind, and keeps the table of offsets right. */
final class Message extends HeadOffsets implements HeadEditor {
    private static final byte[] TRANSFER_ENCODING = Chars.bytes("transfer-encoding");
    private static final byte[] CHUNKED = Chars.bytes("chunked");
    private static final byte[] SEPARATOR = Chars.bytes(": ");
    private static final byte[] BLANK = {Chars.SP};

    private final Supplier<StreamBuffer> bytes;
    private boolean changed;

    private long contentLength = -1;

    /** The head that {@code bytes} begins with. */
    Message(Head head, Supplier<StreamBuffer> bytes) {
        super(head);
        this.bytes = bytes;
    }

    /** Another head stands there, in front of a body of so many bytes; -1 where that is not known. */
    void begin(long length) {
        changed = false;
        contentLength = length;
    }

    /** Whether it is no longer as it was received. */
    boolean isChanged() {
        return changed;
    }

    @Override
    public boolean isNamed(int field, byte[] lowerName) {
        if (head.nameLength(field) != lowerName.length) {
            return false;
        }
        StreamBuffer held = bytes.get();
        return Chars.equalsIgnoreCase(
                held.memory(), held.start() + head.nameStart(field), head.nameLength(field), lowerName);
    }

    @Override
    public String name(int field) {
        return text(head.nameStart(field), head.nameLength(field)).toLowerCase(Locale.ROOT);
    }

    @Override
    public String value(int field) {
        return text(head.valueStart(field), head.valueLength(field));
    }

    @Override
    public String target() {
        return head.request ? text(head.targetStart, head.targetLength) : "";
    }

    String text(int start, int length) {
        StreamBuffer held = bytes.get();
        return Chars.text(held.memory(), held.start() + start, length);
    }

    @Override
    public boolean add(byte[] name, byte[] value, int valueLength) {
        int id = Field.of(name);
        return isFraming(id) || append(name, id, value, valueLength);
    }

    private boolean append(byte[] name, int id, byte[] value, int valueLength) {
        int at = head.fieldsEnd();
        int length = name.length + SEPARATOR.length + valueLength + HttpBytes.LINE.length;
        if (head.isFull() || !bytes.get().resize(at, 0, length)) {
            return false;
        }
        put(at, name);
        put(at + name.length, SEPARATOR);
        int valueAt = at + name.length + SEPARATOR.length;
        putValue(valueAt, value, valueLength);
        put(at + length - HttpBytes.LINE.length, HttpBytes.LINE);
        head.lineAdded(name.length, id, valueLength);
        bare(head.fields() - 1, valueAt, value, valueLength, 0);
        changed = true;
        return true;
    }

    /** The body leaves in chunks, however it came; returns whether there was room. Never asked for by rules. */
    boolean chunk() {
        boolean chunked = false;
        for (int i = head.fields - 1; i >= 0; i--) {
            if (head.id(i) == Field.CONTENT_LENGTH) {
                takeOut(i);
            }
            chunked |= i < head.fields && head.id(i) == Field.TRANSFER_ENCODING;
        }
        return chunked || append(TRANSFER_ENCODING, Field.TRANSFER_ENCODING, CHUNKED, CHUNKED.length);
    }

    @Override
    public boolean replace(int field, byte[] value, int length) {
        if (isFraming(head.id(field))) {
            return true;
        }
        int from = head.valueStart(field);
        while (Chars.isBlank(at(from - 1))) {
            from--;
        }
        int to = head.valueStart(field) + head.valueLength(field);
        while (Chars.isBlank(at(to))) {
            to++;
        }
        if (!bytes.get().resize(from, to - from, length + 1)) {
            return false;
        }
        put(from, BLANK);
        putValue(from + 1, value, length);
        bare(field, from + 1, value, length, length + 1 - (to - from));
        changed = true;
        return true;
    }

    /** Blanks around a value are sent as a rule wrote them and are no part of what others read, as if they had been received. */
    private void bare(int field, int at, byte[] value, int length, int growth) {
        int start = 0;
        int end = length;
        while (end > 0 && Chars.isBlank(value[end - 1])) {
            end--;
        }
        while (start < end && Chars.isBlank(value[start])) {
            start++;
        }
        head.valueReplaced(field, at + start, end - start, growth);
    }

    @Override
    public void remove(int field) {
        if (!isFraming(head.id(field))) {
            takeOut(field);
        }
    }

    /** Has one field say the length of the body, in digits alone; none where it is negative. Never longer than what was said before. */
    void sayLengthOnce(long length) {
        int first = head.find(Field.CONTENT_LENGTH);
        for (int i = head.fields() - 1; i >= first; i--) {
            if (head.id(i) == Field.CONTENT_LENGTH && (length < 0 || i > first)) {
                takeOut(i);
            }
        }
        if (length >= 0) {
            byte[] digits = Chars.bytes(Long.toString(length));
            int at = head.valueStart(first);
            int growth = digits.length - head.valueLength(first);
            boolean shorter = bytes.get().resize(at, head.valueLength(first), digits.length);
            assert shorter : "no room for less";
            put(at, digits);
            head.valueReplaced(first, at, digits.length, growth);
        }
    }

    private void takeOut(int field) {
        int from = head.nameStart(field);
        boolean shorter = bytes.get().resize(from, head.lineEnd(field) - from, 0);
        assert shorter : "no room for less";
        head.lineRemoved(field);
        changed = true;
    }

    @Override
    public boolean method(byte[] method) {
        for (byte each : method) {
            if (!Chars.isToken(each)) {
                return false;
            }
        }
        if (method.length == 0 || !bytes.get().resize(head.start, head.methodLength, method.length)) {
            return false;
        }
        put(head.start, method);
        StreamBuffer held = bytes.get();
        head.methodResized(method.length, Method.of(held.memory(), held.start() + head.start, method.length));
        changed = true;
        return true;
    }

    @Override
    public boolean target(byte[] target) {
        for (byte each : target) {
            if (!HeadParser.isTarget(head, each)) {
                return false;
            }
        }
        if (target.length == 0 || !bytes.get().resize(head.targetStart, head.targetLength, target.length)) {
            return false;
        }
        put(head.targetStart, target);
        head.targetResized(target.length);
        changed = true;
        return true;
    }

    /** Puts {@code added} in place of so many bytes of the request target; shorter, or a byte longer where there is room. */
    void retarget(int offset, int removed, byte[] added) {
        if (bytes.get().resize(offset, removed, added.length)) {
            put(offset, added);
            head.targetResized(head.targetLength - removed + added.length);
        }
    }

    @Override
    public boolean status(int code, byte[] reason) {
        int at = head.versionStart + HttpBytes.VERSION_11.length + 1;
        byte[] text = Chars.bytes(code + " ");
        int old = head.reasonStart + head.reasonLength - at;
        if (!bytes.get().resize(at, old, text.length + reason.length)) {
            return false;
        }
        put(at, text);
        putValue(at + text.length, reason, reason.length);
        head.statusReplaced(code, at + text.length, reason.length);
        changed = true;
        return true;
    }

    @Override
    public byte at(int offset) {
        StreamBuffer held = bytes.get();
        return held.memory().get(held.start() + offset);
    }

    @Override
    public void copy(int offset, int length, byte[] to, int at) {
        StreamBuffer held = bytes.get();
        held.memory().get(held.start() + offset, to, at, length);
    }

    @Override
    public int bodyLength() {
        int there = bytes.get().readable() - head.length;
        return contentLength >= 0 ? (int) Math.min(there, contentLength) : there;
    }

    @Override
    public long contentLength() {
        return contentLength;
    }

    /** Whoever could change these would make two recipients see different messages. */
    private static boolean isFraming(int id) {
        return id == Field.CONTENT_LENGTH || id == Field.TRANSFER_ENCODING;
    }

    private void put(int offset, byte[] text) {
        StreamBuffer held = bytes.get();
        held.memory().put(held.start() + offset, text, 0, text.length);
    }

    private void putValue(int offset, byte[] value, int length) {
        StreamBuffer held = bytes.get();
        int at = held.start() + offset;
        held.memory().put(at, value, 0, length);
        for (int i = 0; i < length; i++) {
            if (!Chars.isLine(value[i])) {
                held.memory().put(at + i, Chars.SP);
            }
        }
    }
}
