package dev.sluice.proxy.queue;

/** A stream that may have to wait for a server. Called on the stream's worker, and never from within {@link Dispatcher#dispatch}. */
public interface Waiting {
    /** The wait is over: {@link Ticket#server()} has a slot taken for this stream. Connect in this turn of the loop, or release. */
    void granted(Ticket ticket);

    /** The wait is over without a server; the answer is any but {@link Answer#GRANTED} and {@link Answer#WAITING}. */
    void refused(Ticket ticket, Answer why);
}
