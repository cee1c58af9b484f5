package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** The lines of a list of certificates, as {@link dev.sluice.tls.CrtListLine}s. */
public record ShowCrtList(String name) implements Operation {}
