package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Drops what waits. */
public record AbortTlsFile(TlsKind kind, String name) implements Operation {}
