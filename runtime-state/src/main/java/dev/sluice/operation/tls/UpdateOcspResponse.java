package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Asks a certificate's maker again. */
public record UpdateOcspResponse(String name) implements Operation {}
