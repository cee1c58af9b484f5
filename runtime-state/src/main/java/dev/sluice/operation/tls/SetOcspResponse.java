package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Replaces what its maker says of a certificate. */
public record SetOcspResponse(String encoded) implements Operation {}
