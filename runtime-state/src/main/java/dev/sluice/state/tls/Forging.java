package dev.sluice.state.tls;

import dev.sluice.tls.CertificateMaker;

/**
 * How a bind line makes certificates for hosts that it has none for.
 *
 * @param maker who signs them
 * @param kept how many each worker keeps; 0 for none
 */
public record Forging(CertificateMaker maker, int kept) {}
