package dev.sluice.proxy.sample;

/** Bytes received and not yet passed on. */
public interface PayloadView {
    /** How many there are. */
    int length();

    /** A byte. */
    byte at(int offset);

    /** Copies bytes from {@code offset} on. */
    void copy(int offset, int length, byte[] to, int at);

    /** Whether they can be looked at as they came; else only how many there are is told. */
    default boolean isPlain() {
        return true;
    }

    /** Whether they begin with an HTTP request. */
    default Guess http() {
        return Guess.NO;
    }

    /** What bytes say of themselves. */
    enum Guess {
        YES,
        NO,
        /** More of them are needed. */
        NOT_YET
    }

    /** Whether no more will come: the sender has ended, or the buffer is full. */
    boolean isFinal();
}
