/**
 * Certificates, keys and lists of them as files hold them: read, checked and described. Nothing here knows of connections.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.tls.CertificateData} is a certificate with its chain and key,
 * {@link dev.sluice.tls.TlsFiles} all that a configuration names, {@link dev.sluice.tls.X509Text} how certificates are shown.
 *
 * <p><b>Threads.</b> Everything is immutable or stateless; any thread may use it.
 */
@NullMarked
package dev.sluice.tls;

import org.jspecify.annotations.NullMarked;
