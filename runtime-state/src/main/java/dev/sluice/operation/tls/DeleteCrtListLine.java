package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Removes a line of a list of certificates, its number behind a colon where there are several. */
public record DeleteCrtListLine(String list, String certificate) implements Operation {}
