package dev.sluice.state;

/**
 * A server that balancing may choose.
 *
 * @param server which
 * @param weight its effective weight, 1 and up, in steps of 1/16 of a configured weight as HAProxy counts them ({@code weight * 16 * throttle / 100})
 */
public record Candidate(Server server, int weight) {}
