package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Gives a certificate with its key, as PEM. */
public record DumpCertificate(String name) implements Operation {}
