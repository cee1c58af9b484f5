package dev.sluice.socket.conversation;

/** What a conversation needs of its transport. All calls come on the connection's event loop, but {@link #execute}. */
public interface Wire {
    /** Writes bytes, which go out with the next {@link #flush()}. */
    void write(byte[] bytes);

    /** Sends what was written. */
    void flush();

    /** Whether the client takes what is written fast enough; if not, {@link Conversation#writable()} is called once it has. */
    boolean isWritable();

    /** Ends the connection once all that was written has gone out. */
    void end();

    /** The client has ended its side, and all that it sent was read: what waits is interrupted. */
    void clientLeft();

    /** Ends the connection at once. */
    void abort();

    /** Runs a task on the connection's event loop; any thread may call. */
    void execute(Runnable task);
}
