package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Lists what is held of a kind, as a {@link TlsListing}. */
public record ShowTlsFiles(TlsKind kind) implements Operation {}
