package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Lists the lists of certificates, by name. */
public record ShowCrtLists() implements Operation {}
