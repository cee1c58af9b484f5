package dev.sluice.proxy.http;

import java.nio.ByteBuffer;

/**
 * Where the parts of a received head are: offsets from its first byte, so that they stay right when the bytes are moved. Reused for
 * one message after the other; holds no bytes itself. Also remembers how far a head that has not arrived whole was parsed.
 */
public final class Head {
    private static final int STRIDE = 5;

    private final int[] table;
    private final int fieldsMax;
    final boolean request;

    int state;
    int position;
    int fields;
    int start;
    int methodLength;
    int method;
    int targetStart;
    int targetLength;
    int versionStart;
    int version;
    int status;
    int reasonStart;
    int reasonLength;
    int lastEnd;
    int length;
    boolean bareLineFeeds;
    boolean versionOdd;
    /** More than one blank, or a tab, stands somewhere in the request line. */
    boolean oddBlanks;
    /** Some of it was accepted only because the parser is relaxed. */
    boolean unsafe;
    /** It has fields whose names are none. */
    boolean unfit;

    boolean unfitName;
    /** Takes what {@code option accept-unsafe-violations-in-http-request} and its like allow; stays from message to message. */
    boolean relaxed;
    /** Written by ourselves for a stream of HTTP/2, whose version it bears; stays from message to message. */
    boolean translated;

    /** A head of a request or a response with at most {@code fieldsMax} fields, the start line counted as one. */
    public Head(boolean request, int fieldsMax) {
        this.request = request;
        this.fieldsMax = Math.max(1, fieldsMax - 1);
        this.table = new int[this.fieldsMax * STRIDE];
    }

    /** Ready for the next message. */
    public void reset() {
        state = 0;
        position = 0;
        fields = 0;
        start = 0;
        version = 0;
        status = 0;
        method = 0;
        reasonLength = 0;
        length = 0;
        bareLineFeeds = false;
        versionOdd = false;
        oddBlanks = false;
        unsafe = false;
        unfit = false;
        unfitName = false;
    }

    boolean isFull() {
        return fields == fieldsMax;
    }

    void beginField(int nameStart) {
        table[fields * STRIDE] = nameStart;
    }

    int openNameStart() {
        return table[fields * STRIDE];
    }

    void named(int nameLength, int id) {
        table[fields * STRIDE + 1] = nameLength;
        table[fields * STRIDE + 4] = id;
    }

    void beginValue(int valueStart) {
        table[fields * STRIDE + 2] = valueStart;
    }

    int openValueStart() {
        return table[fields * STRIDE + 2];
    }

    void endField(int valueLength) {
        table[fields * STRIDE + 3] = valueLength;
        fields++;
    }

    /** How many fields it has. */
    public int fields() {
        return fields;
    }

    /** Where the name of a field begins. */
    public int nameStart(int field) {
        return table[field * STRIDE];
    }

    /** How long the name of a field is. */
    public int nameLength(int field) {
        return table[field * STRIDE + 1];
    }

    /** Where the value of a field begins, blanks before it left out. */
    public int valueStart(int field) {
        return table[field * STRIDE + 2];
    }

    /** How long the value of a field is, blanks around it left out. */
    public int valueLength(int field) {
        return table[field * STRIDE + 3];
    }

    /** The value of a field begins elsewhere and is so long; its line has grown by {@code growth} bytes. */
    void valueReplaced(int field, int valueStart, int valueLength, int growth) {
        table[field * STRIDE + 2] = valueStart;
        table[field * STRIDE + 3] = valueLength;
        moved(field + 1, growth);
    }

    /** The line of a field was taken out. */
    void lineRemoved(int field) {
        int gone = lineEnd(field) - nameStart(field);
        System.arraycopy(table, (field + 1) * STRIDE, table, field * STRIDE, (fields - field - 1) * STRIDE);
        fields--;
        moved(field, -gone);
    }

    /** {@code name: value} and a line break were put behind the last field; the name's number is {@code id}. */
    void lineAdded(int nameLength, int id, int valueLength) {
        int at = fields * STRIDE;
        table[at] = lastEnd;
        table[at + 1] = nameLength;
        table[at + 2] = lastEnd + nameLength + 2;
        table[at + 3] = valueLength;
        table[at + 4] = id;
        fields++;
        moved(fields, nameLength + 2 + valueLength + 2);
    }

    /** The method has become so long, and is number {@code id}. */
    void methodResized(int newLength, int id) {
        int growth = newLength - methodLength;
        method = id;
        methodLength = newLength;
        targetStart += growth;
        versionStart += growth;
        moved(0, growth);
    }

    /** The request target has become so long. */
    void targetResized(int newLength) {
        int growth = newLength - targetLength;
        targetLength = newLength;
        versionStart += growth;
        moved(0, growth);
    }

    /** What stands behind the version of a response is now {@code code} and a reason of so many bytes, which begins there. */
    void statusReplaced(int code, int newReasonStart, int newReasonLength) {
        int growth = newReasonStart + newReasonLength - reasonStart - reasonLength;
        status = code;
        reasonStart = newReasonStart;
        reasonLength = newReasonLength;
        moved(0, growth);
    }

    /** Fields from {@code first} on, and the end, stand further behind. */
    private void moved(int first, int growth) {
        for (int at = first * STRIDE; at < fields * STRIDE; at += STRIDE) {
            table[at] += growth;
            table[at + 2] += growth;
        }
        lastEnd += growth;
        length += growth;
        position += growth;
    }

    int id(int field) {
        return table[field * STRIDE + 4];
    }

    /** Where the line of a field ends, its line break included. */
    int lineEnd(int field) {
        return field + 1 < fields ? nameStart(field + 1) : lastEnd;
    }

    /** Where the fields end and the empty line begins: the place for one more. */
    int fieldsEnd() {
        return lastEnd;
    }

    /** Bytes of the whole head, the empty line included; 0 until it is complete. */
    public int length() {
        return length;
    }

    /** Where the method begins; empty lines may stand before it. */
    public int methodStart() {
        return start;
    }

    /** How long the method is. */
    public int methodLength() {
        return methodLength;
    }

    /** Where the request target begins. */
    public int targetStart() {
        return targetStart;
    }

    /** How long the request target is. */
    public int targetLength() {
        return targetLength;
    }

    /** 10 or 11. */
    public int version() {
        return version;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** Where the reason phrase of a response begins. */
    public int reasonStart() {
        return reasonStart;
    }

    /** Bytes of the reason phrase. */
    public int reasonLength() {
        return reasonLength;
    }

    /** The first field of such a number; -1 for none. */
    int find(int id) {
        for (int i = 0; i < fields; i++) {
            if (id(i) == id) {
                return i;
            }
        }
        return -1;
    }

    /** The first field of a name, in lower case, from {@code after} + 1 on; -1 for none. */
    public int find(ByteBuffer memory, int base, byte[] lowerName, int after) {
        for (int i = after + 1; i < fields; i++) {
            if (Chars.equalsIgnoreCase(memory, base + nameStart(i), nameLength(i), lowerName)) {
                return i;
            }
        }
        return -1;
    }
}
