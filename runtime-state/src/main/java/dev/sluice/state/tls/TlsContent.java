package dev.sluice.state.tls;

import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.CertificateMaker;
import dev.sluice.tls.CrtListLine;
import dev.sluice.tls.TlsFormatException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

/** What the files hold that lines name: as read, as changed at run time, or as a commit would have it. */
public interface TlsContent {
    /** The certificates that a name stands for. */
    List<String> expand(String name);

    /** A certificate. */
    CertificateFile certificate(String name) throws TlsFormatException;

    /** A list of trusted certificates. */
    List<X509Certificate> authorities(String name) throws TlsFormatException;

    /** Lists of revoked certificates. */
    List<X509CRL> revocations(String name) throws TlsFormatException;

    /** The lines of a list of certificates. */
    List<CrtListLine> list(String name) throws TlsFormatException;

    /** An authority that makes certificates. */
    CertificateMaker maker(String name) throws TlsFormatException;

    /** Secrets of session tickets, the present one first. */
    List<byte[]> tickets(String name) throws TlsFormatException;
}
