package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Adds a line to a list of certificates, for handshakes from now on, as {@link TlsCommitted}. */
public record AddCrtListLine(String list, String line) implements Operation {}
