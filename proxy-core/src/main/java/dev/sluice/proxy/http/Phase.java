package dev.sluice.proxy.http;

/** Where an exchange stands once its request is on its way. */
enum Phase {
    IDLE,
    /** The request is on its way; no final response yet. */
    WAITING,
    RESPONDING,
    /** Bytes pass both ways, whatever they mean. */
    TUNNEL,
    /** The proxy answers by itself. */
    REPLYING
}
