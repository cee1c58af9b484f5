package dev.sluice.proxy.wire;

/** Whoever owns a {@link Wire}. Events come on the wire's worker; a handler may close the wire in any of them. */
public interface WireHandler {
    /** There is something to read: bytes, the peer's end, or an error that a read will tell. Also comes to who has paused reading. */
    void onReadable(Wire wire);

    /** A write that did not fit may be continued. */
    void onWritable(Wire wire);

    /** The connection that was asked for stands. */
    default void onConnected(Wire wire) {}

    /** The connection that was asked for failed, or an established one broke. */
    void onError(Wire wire, WireError error);
}
