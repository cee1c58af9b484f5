package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Names what the TLS library gets its ciphers from. */
public record ShowTlsProviders() implements Operation {}
