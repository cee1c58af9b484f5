package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Takes what waits into use, for handshakes from now on, as {@link TlsCommitted}. */
public record CommitTlsFile(TlsKind kind, String name) implements Operation {}
