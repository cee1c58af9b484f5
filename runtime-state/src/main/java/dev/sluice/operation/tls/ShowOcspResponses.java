package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Lists what certificates' makers say of them, or gives one, as {@link dev.sluice.tls.CertificateFile}s. */
public record ShowOcspResponses(String reference, boolean encoded) implements Operation {}
