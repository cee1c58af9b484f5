package dev.sluice.proxy.sample;

/** What a PROXY header tells besides addresses: values, each of a type from 0 to 255. Immutable. */
public final class Tlvs {
    /** None. */
    public static final Tlvs NONE = new Tlvs(new byte[0]);

    /** The protocol that the client speaks (ALPN). */
    public static final int ALPN = 0x01;
    /** The host that the client asked for. */
    public static final int AUTHORITY = 0x02;
    /** A checksum over the header. */
    public static final int CRC32C = 0x03;
    /** Nothing. */
    public static final int NOOP = 0x04;
    /** What numbers the connection. */
    public static final int UNIQUE_ID = 0x05;
    /** What the client's connection is encrypted with; the next five are parts of it. */
    public static final int SSL = 0x20;

    public static final int SSL_VERSION = 0x21;
    public static final int SSL_CN = 0x22;
    public static final int SSL_CIPHER = 0x23;
    public static final int SSL_SIG_ALG = 0x24;
    public static final int SSL_KEY_ALG = 0x25;
    /** The sender's network namespace. */
    public static final int NETNS = 0x30;

    /** Bytes before a value: its type, and its length in two. */
    public static final int HEAD = 3;

    private final byte[] bytes;

    private Tlvs(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Those that stand one after the other in {@code bytes}, which are well-formed and not touched any more. */
    public static Tlvs of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Tlvs(bytes);
    }

    /** Takes the first value of a type; false where there is none. */
    public boolean find(int type, Sample sample) {
        int at = 0;
        while (at < bytes.length) {
            int length = (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
            if ((bytes[at] & 0xFF) == type) {
                return sample.text(bytes, at + HEAD, length);
            }
            at += HEAD + length;
        }
        return false;
    }
}
