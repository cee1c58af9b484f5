package dev.sluice.proxy.http;

/** Pieces of messages that the proxy writes itself. Names in lower case, as HAProxy writes them. */
final class HttpBytes {
    static final byte[] VERSION_11 = Chars.bytes("HTTP/1.1");
    static final byte[] CLOSE_LINE = Chars.bytes("connection: close\r\n");
    static final byte[] KEEP_ALIVE_LINE = Chars.bytes("connection: keep-alive\r\n");
    static final byte[] NOTHING = {};
    static final byte[] LINE = Chars.bytes("\r\n");

    private HttpBytes() {}
}
