package dev.sluice.tls;

import org.jspecify.annotations.Nullable;

/**
 * A certificate under the name that the configuration and commands have for it.
 *
 * @param name its name: the file, or {@code @store/alias}
 * @param data what it holds; null for one that is still empty
 * @param crt the file it was read from; empty for none
 * @param key the file that its key was read from; empty for none
 * @param ocsp the file that holds what its maker says of it; empty for none
 * @param sctl the file of its transparency timestamps; empty for none
 * @param ocspUpdate whether the statement is to be renewed
 */
public record CertificateFile(
        String name,
        @Nullable CertificateData data,
        String crt,
        String key,
        String ocsp,
        String sctl,
        boolean ocspUpdate) {
    /** One that commands made: no file is behind it. */
    public static CertificateFile empty(String name) {
        return new CertificateFile(name, null, "", "", "", "", false);
    }

    /** The same with other content. */
    public CertificateFile with(CertificateData next) {
        return new CertificateFile(name, next, crt, key, ocsp, sctl, ocspUpdate);
    }

    /** The same, its statement renewed or not. */
    public CertificateFile renewed(boolean next) {
        return new CertificateFile(name, data, crt, key, ocsp, sctl, next);
    }
}
