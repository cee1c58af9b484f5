package dev.sluice.proxy.cache;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import io.netty.util.internal.PlatformDependent;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A kept response, to be read as if a server had sent it, so that rules, filters and clients see no difference. What is asked of a
 * server's connection otherwise means nothing here.
 */
public final class CacheWire implements Wire {
    private static final byte[] NOTHING = {};

    /** Either text, or the next so many bytes of the entry. */
    private record Piece(byte[] text, long length) {
        static Piece of(byte[] text) {
            return new Piece(text, text.length);
        }

        static Piece kept(long length) {
            return new Piece(NOTHING, length);
        }
    }

    private final CacheReader reader;
    private final Piece[] pieces;
    private int piece;
    private long done;

    /**
     * The response of an entry that somebody uses for as long as this is read.
     *
     * @param unchanged whether the client is to be told that nothing has changed
     * @param withBody whether the content follows the head
     */
    public CacheWire(CacheEntry entry, boolean unchanged, boolean withBody, long nowMillis) {
        CacheEntry.Parts parts = entry.parts();
        reader = new CacheReader(entry);
        boolean content = withBody && !unchanged;
        boolean chunked = parts.chunked() && content;
        if (unchanged) {
            reader.skip(parts.startLine());
        }
        pieces = new Piece[] {
            unchanged
                    ? Piece.of(bytes(CacheReader.text(entry, 0, "HTTP/1.1".length()) + " 304 Not Modified\r\n"))
                    : Piece.kept(parts.startLine()),
            Piece.kept(parts.fields()),
            Piece.of(bytes(fields(entry, nowMillis) + (chunked && parts.body() > 0 ? size(parts.body()) : ""))),
            Piece.kept(content ? parts.body() : 0),
            Piece.of(chunked ? end(parts) : NOTHING),
            Piece.kept(chunked ? parts.trailers() : 0)
        };
    }

    private static String fields(CacheEntry entry, long nowMillis) {
        CacheEntry.Parts parts = entry.parts();
        // What ended with its connection when it came has a length by now.
        String length = parts.sized() || parts.chunked() ? "" : "content-length: " + parts.body() + "\r\n";
        return length + "age: " + entry.age(nowMillis) + "\r\n\r\n";
    }

    private static String size(long body) {
        return Long.toHexString(body) + "\r\n";
    }

    private static byte[] end(CacheEntry.Parts parts) {
        return bytes((parts.body() > 0 ? "\r\n" : "") + "0\r\n" + (parts.trailers() == 0 ? "\r\n" : ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int read(long address, int capacity) {
        int got = 0;
        while (got < capacity && piece < pieces.length) {
            Piece now = pieces[piece];
            int n = (int) Math.min(capacity - got, now.length() - done);
            if (now.text().length > 0) {
                PlatformDependent.copyMemory(now.text(), (int) done, address + got, n);
            } else {
                reader.copy(address + got, n);
            }
            got += n;
            done += n;
            if (done == now.length()) {
                piece++;
                done = 0;
            }
        }
        return got == 0 ? EOF : got;
    }

    @Override
    public int write(long address, int length) {
        return length;
    }

    @Override
    public long takeReceived() {
        return 0;
    }

    @Override
    public long takeSent() {
        return 0;
    }

    @Override
    public boolean isReadable() {
        return true;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public boolean isPeerDone() {
        return piece == pieces.length;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public WireError error() {
        return WireError.NONE;
    }

    @Override
    public void handler(WireHandler next) {}

    @Override
    public void shutdownOutput() {}

    @Override
    public void close() {}

    @Override
    public void reset() {}

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return null;
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return null;
    }
}
