/**
 * Operations on certificates, authorities, lists of revoked certificates and all that belongs to encryption.
 * {@link dev.sluice.operation.tls.TlsOperations} lists them.
 *
 * <p><b>Threads.</b> The records are immutable; handlers run where {@link dev.sluice.operation.Declared} says.
 */
@NullMarked
package dev.sluice.operation.tls;

import org.jspecify.annotations.NullMarked;
