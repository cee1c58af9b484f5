package dev.sluice.proxy.sample;

/** What lies in a slot of a stream and serves the next stream as well, once it holds nothing of this one. */
public interface Reusable {
    /** Holds nothing any more. */
    void clear();
}
