package dev.sluice.operation.tls;

import dev.sluice.state.tls.CertificateUse;

/**
 * A host name of a bind line.
 *
 * @param frontend the frontend's name
 * @param location the line
 * @param name the host name, {@code *} for all that are not known
 * @param use its certificate
 */
public record SniRow(String frontend, String location, String name, CertificateUse use) {}
