package dev.sluice.tls;

/** Opens private keys that are sealed with a passphrase. */
@FunctionalInterface
public interface KeyOpener {
    /** Knows no passphrase. */
    KeyOpener NONE = (file, content) -> {
        throw new TlsFormatException("the key is encrypted");
    };

    /** The key of a file, as PKCS #8 has it. */
    byte[] open(String file, byte[] content) throws TlsFormatException;

    /** Knows one passphrase. */
    static KeyOpener with(String passphrase) {
        return passphrase.isEmpty() ? NONE : (file, content) -> SealedKeys.open(content, passphrase.toCharArray());
    }
}
