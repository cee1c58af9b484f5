package dev.sluice.proxy.sample;

/** Bytes received and not yet passed on. */
public interface PayloadView {
    /** How many there are. */
    int length();

    /** A byte. */
    byte at(int offset);

    /** Copies bytes from {@code offset} on. */
    void copy(int offset, int length, byte[] to, int at);

    /** Whether no more will come: the sender has ended, or the buffer is full. */
    boolean isFinal();
}
