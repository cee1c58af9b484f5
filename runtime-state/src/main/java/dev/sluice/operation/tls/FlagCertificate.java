package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Says whether signatures of tokens may be checked with a certificate. */
public record FlagCertificate(String name, boolean forTokens) implements Operation {}
