package dev.sluice.proxy.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message written out in a test, lines ending in a line feed. */
public final class TextMessage implements MessageView {
    private final byte[] bytes;
    private final List<int[]> fields = new ArrayList<>();
    private final String[] first;
    private final int firstStart;
    private final int bodyStart;

    /** Of a whole text; the first empty line ends its head. */
    public TextMessage(String text) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = latin.indexOf('\n');
        this.first = latin.substring(0, end).split(" ", 3);
        this.firstStart = 0;
        int at = end + 1;
        while (at < latin.length() && latin.charAt(at) != '\n') {
            int next = latin.indexOf('\n', at);
            int colon = latin.indexOf(':', at);
            String value = latin.substring(colon + 1, next);
            int start = colon + 1 + value.length() - value.stripLeading().length();
            fields.add(new int[] {at, colon - at, start, value.strip().length()});
            at = next + 1;
        }
        this.bodyStart = Math.min(latin.length(), at + 1);
    }

    @Override
    public int fields() {
        return fields.size();
    }

    @Override
    public int nameStart(int field) {
        return fields.get(field)[0];
    }

    @Override
    public int nameLength(int field) {
        return fields.get(field)[1];
    }

    @Override
    public int valueStart(int field) {
        return fields.get(field)[2];
    }

    @Override
    public int valueLength(int field) {
        return fields.get(field)[3];
    }

    @Override
    public byte at(int offset) {
        return bytes[offset];
    }

    @Override
    public void copy(int offset, int length, byte[] to, int at) {
        System.arraycopy(bytes, offset, to, at, length);
    }

    @Override
    public int version() {
        return (first[0].startsWith("HTTP/") ? first[0] : first[2]).endsWith("1.0") ? 10 : 11;
    }

    @Override
    public int methodStart() {
        return firstStart;
    }

    @Override
    public int methodLength() {
        return first[0].length();
    }

    @Override
    public int targetStart() {
        return first[0].length() + 1;
    }

    @Override
    public int targetLength() {
        return first[1].length();
    }

    @Override
    public int status() {
        return Integer.parseInt(first[1]);
    }

    @Override
    public int reasonStart() {
        return first[0].length() + first[1].length() + 2;
    }

    @Override
    public int reasonLength() {
        return first[2].length();
    }

    @Override
    public int bodyStart() {
        return bodyStart;
    }

    @Override
    public int bodyLength() {
        return bytes.length - bodyStart;
    }

    @Override
    public long contentLength() {
        return bodyLength();
    }
}
