package dev.sluice.proxy.sample.convert;

/** Goes through the fields of a message in the encoding of Protocol Buffers, without looking into them. */
final class ProtobufReader {
    static final int VARINT = 0;
    static final int EIGHT = 1;
    static final int DELIMITED = 2;
    static final int FOUR = 5;

    /** Seven bits each make 64. */
    private static final int VARINT_MAX = 10;

    private final byte[] bytes;
    private final int end;
    private int at;
    private long tag;
    private int valueStart;

    ProtobufReader(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.at = start;
        this.end = start + length;
    }

    /** Goes to the next field; false where there is none, or none that is whole. */
    boolean next() {
        if (at >= end || !skipVarint()) {
            return false;
        }
        tag = varint(bytes, valueStart, at - valueStart);
        valueStart = at;
        return switch (wireType()) {
            // Nothing behind the tag is zero, or of no length.
            case VARINT -> at == end || skipVarint();
            case EIGHT -> skip(8);
            case FOUR -> skip(4);
            case DELIMITED -> {
                if (at == end) {
                    yield true;
                }
                if (!skipVarint()) {
                    yield false;
                }
                long length = varint(bytes, valueStart, at - valueStart);
                valueStart = at;
                yield skip(length);
            }
            default -> false;
        };
    }

    private boolean skip(long count) {
        boolean whole = count >= 0 && count <= end - at;
        at += whole ? (int) count : 0;
        return whole;
    }

    private boolean skipVarint() {
        valueStart = at;
        while (at < end && at - valueStart < VARINT_MAX) {
            if (bytes[at++] >= 0) {
                return true;
            }
        }
        return false;
    }

    /** A number in groups of seven bits, the lowest first. */
    static long varint(byte[] bytes, int start, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes[start + i] & 0x7FL) << 7 * i;
        }
        return value;
    }

    long number() {
        return tag >>> 3;
    }

    int wireType() {
        return (int) tag & 7;
    }

    int valueStart() {
        return valueStart;
    }

    int valueLength() {
        return at - valueStart;
    }
}
