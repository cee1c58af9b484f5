package dev.sluice.proxy.sample;

/** A client's connection as rules see it. */
public interface ConnectionView {
    /** The source address, 4 or 16 bytes, as rules may have set it; none for a unix socket. */
    byte[] source();

    /** The source port; 0 for a unix socket. */
    int sourcePort();

    /** The destination address, 4 or 16 bytes, as rules may have set it; none for a unix socket. */
    byte[] destination();

    /** The destination port; 0 for a unix socket. */
    int destinationPort();
}
