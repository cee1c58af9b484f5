package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Describes one of a kind, or the change of it that waits where the name begins with a star, as a {@link TlsDetail}. */
public record ShowTlsFile(TlsKind kind, String name, String index) implements Operation {}
