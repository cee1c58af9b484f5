package dev.sluice.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Reads the elements of an ASN.1 value in DER, one after the other, and writes a few. */
public final class Der {
    public static final int INTEGER = 0x02;
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int OID = 0x06;
    public static final int SEQUENCE = 0x30;
    public static final int SET = 0x31;
    private static final int CONSTRUCTED = 0xA0;
    private static final int CONTEXT = 0x80;

    private final byte[] bytes;
    private final int end;
    private int at;

    private Der(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** A reader of {@code bytes}. */
    public static Der of(byte[] bytes) {
        return new Der(bytes, 0, bytes.length);
    }

    /** Whether another element follows. */
    public boolean hasNext() {
        return at < end;
    }

    /** The tag of the next element, which is left where it is; 0 at the end. */
    public int tag() {
        return hasNext() ? bytes[at] & 0xFF : 0;
    }

    /** Enters the next element, which must have this tag. */
    public Der enter(int tag) throws TlsFormatException {
        int[] range = skip(tag);
        return new Der(bytes, range[0], range[1]);
    }

    /** The content of the next element, which must have this tag. */
    public byte[] content(int tag) throws TlsFormatException {
        int[] range = skip(tag);
        return Arrays.copyOfRange(bytes, range[0], range[1]);
    }

    /** The next element with its header, whatever it is. */
    public byte[] whole() throws TlsFormatException {
        int from = at;
        int[] range = skip(tag());
        return Arrays.copyOfRange(bytes, from, range[1]);
    }

    /** The tag of a constructed element for a field of this number. */
    public static int field(int number) {
        return CONSTRUCTED | number;
    }

    /** The tag of a plain element for a field of this number. */
    public static int plainField(int number) {
        return CONTEXT | number;
    }

    private int[] skip(int tag) throws TlsFormatException {
        if (at + 2 > end || tag() != tag) {
            throw new TlsFormatException("malformed ASN.1");
        }
        int length = bytes[at + 1] & 0xFF;
        int from = at + 2;
        if (length > 0x7F) {
            int count = length & 0x7F;
            if (count == 0 || count > 3 || from + count > end) {
                throw new TlsFormatException("malformed ASN.1");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | (bytes[from++] & 0xFF);
            }
        }
        if (length > end - from) {
            throw new TlsFormatException("malformed ASN.1");
        }
        at = from + length;
        return new int[] {from, at};
    }

    /** An element of this tag around {@code parts}. */
    public static byte[] wrap(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (length > 0xFFFF) {
            whole.write(0x83);
            whole.write(length >> 16);
            whole.write(length >> 8);
        } else if (length > 0xFF) {
            whole.write(0x82);
            whole.write(length >> 8);
        } else if (length > 0x7F) {
            whole.write(0x81);
        }
        whole.write(length);
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** An object identifier's numbers, with dots between, from its content. */
    public static String oid(byte[] content) {
        StringBuilder text = new StringBuilder();
        long value = 0;
        boolean first = true;
        for (byte b : content) {
            value = value << 7 | (b & 0x7F);
            if ((b & 0x80) == 0) {
                if (first) {
                    long top = Math.min(2, value / 40);
                    text.append(top).append('.').append(value - 40 * top);
                    first = false;
                } else {
                    text.append('.').append(value);
                }
                value = 0;
            }
        }
        return text.toString();
    }
}
