package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Makes an empty one of a kind. */
public record NewTlsFile(TlsKind kind, String name) implements Operation {}
