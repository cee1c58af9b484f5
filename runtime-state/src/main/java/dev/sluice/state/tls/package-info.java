/**
 * Certificates at run time: the stores that commands change, and what listeners and servers make of them.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.state.tls.TlsStores} holds all of it; {@link dev.sluice.state.tls.TlsPlans} says what a
 * bind or server line needs; {@link dev.sluice.state.tls.SniTable} finds the certificate for a host name.
 *
 * <p><b>Threads.</b> The control thread writes the stores; everything that they hand out is immutable and may be read on any thread.
 */
@NullMarked
package dev.sluice.state.tls;

import org.jspecify.annotations.NullMarked;
