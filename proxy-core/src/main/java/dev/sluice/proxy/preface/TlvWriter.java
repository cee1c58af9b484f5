package dev.sluice.proxy.preface;

import dev.sluice.proxy.sample.Tlvs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts together what a PROXY header tells besides addresses. What does not fit any more is left out. */
final class TlvWriter {
    /** A header says its length in two bytes, and the longest addresses take 36 (the other's, of unix sockets, are not written). */
    private static final int LENGTH_MAX = 0xFFFF - 36;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private int checksumAt = -1;

    void add(int type, byte[] value) {
        if (bytes.size() + Tlvs.HEAD + value.length > LENGTH_MAX) {
            return;
        }
        bytes.write(type);
        bytes.write(value.length >> 8);
        bytes.write(value.length);
        bytes.writeBytes(value);
    }

    void add(int type, String value) {
        add(type, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves room for the checksum over all of the header. */
    void addChecksum() {
        int before = bytes.size();
        add(Tlvs.CRC32C, new byte[4]);
        checksumAt = bytes.size() > before ? before + Tlvs.HEAD : -1;
    }

    /** Where the checksum stands; -1 for none. */
    int checksumAt() {
        return checksumAt;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
