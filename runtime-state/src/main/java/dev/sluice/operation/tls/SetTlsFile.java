package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Has new content of one of a kind wait for its commit; or adds to what waits, or to what there is. */
public record SetTlsFile(TlsKind kind, String name, String payload, boolean adds) implements Operation {}
