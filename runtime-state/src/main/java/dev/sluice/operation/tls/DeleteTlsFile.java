package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Removes one of a kind that nothing uses. */
public record DeleteTlsFile(TlsKind kind, String name) implements Operation {}
