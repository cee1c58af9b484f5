package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Lists the files of secrets of session tickets, or the secrets of one or all of them, as {@link dev.sluice.state.tls.TicketStore}s. */
public record ShowTicketKeys(String reference) implements Operation {}
