package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Lists the certificates that signatures of tokens may be checked with, by name. */
public record ShowFlaggedCertificates() implements Operation {}
