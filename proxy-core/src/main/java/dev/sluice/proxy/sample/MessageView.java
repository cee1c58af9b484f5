package dev.sluice.proxy.sample;

/**
 * A head as rules see it, and as much of the body as was received. Offsets count from the first byte of the head as it is now: edits of
 * earlier rules are part of it. Nothing is copied but by {@link #copy}.
 */
public interface MessageView {
    /** How many header fields it has. */
    int fields();

    /** Where the name of a field begins. */
    int nameStart(int field);

    /** How long it is. */
    int nameLength(int field);

    /** Where the value of a field begins, blanks before it left out. */
    int valueStart(int field);

    /** How long it is, blanks behind it left out. */
    int valueLength(int field);

    /** A byte. */
    byte at(int offset);

    /** Copies bytes from {@code offset} on. */
    void copy(int offset, int length, byte[] to, int at);

    /** 10 for HTTP/1.0, 11 for HTTP/1.1, 20 for HTTP/2. */
    int version();

    /** Of a request: where the method begins. */
    int methodStart();

    /** Of a request: how long the method is. */
    int methodLength();

    /** Of a request: where the target begins. */
    int targetStart();

    /** Of a request: how long the target is. */
    int targetLength();

    /** Of a response: the status code. */
    int status();

    /** Of a response: where the reason begins. */
    int reasonStart();

    /** Of a response: how long the reason is. */
    int reasonLength();

    /** Where the body begins. */
    int bodyStart();

    /** Bytes of the body that are there. */
    int bodyLength();

    /** The announced length of the body; -1 where it has none. */
    long contentLength();
}
