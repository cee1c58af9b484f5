package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Has a new secret take the place of the oldest. */
public record SetTicketKey(String reference, String key) implements Operation {}
