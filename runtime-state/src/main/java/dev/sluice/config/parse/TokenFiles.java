package dev.sluice.config.parse;

import dev.sluice.config.Location;
import dev.sluice.tls.PublicKeys;
import dev.sluice.tls.TlsFileReader;
import dev.sluice.tls.TlsFormatException;
import java.security.PublicKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys and certificates that rules about tokens name, collected while a configuration is read. Confined to the thread that reads. */
public final class TokenFiles {
    private final Map<String, PublicKey> keys = new LinkedHashMap<>();
    private final Map<String, Location> certificates = new LinkedHashMap<>();

    /** The keys read so far, by file name. */
    Map<String, PublicKey> keys() {
        return Collections.unmodifiableMap(keys);
    }

    /** The certificates named so far, each with the first line that names it. */
    Map<String, Location> certificates() {
        return Collections.unmodifiableMap(certificates);
    }

    /**
     * What one line names.
     *
     * @param files where it is collected
     * @param location the line
     */
    public record AtLine(TokenFiles files, Location location) {
        /** Reads a public key, unless it was read before; a failure leaves things as they are. */
        public void key(String name) throws TlsFormatException {
            if (!files.keys.containsKey(name)) {
                files.keys.put(name, PublicKeys.read(name, TlsFileReader.plain(name, location.path(name))));
            }
        }

        /** Has a certificate be read once all stores are known, unless one of them has it. */
        public void certificate(String name) {
            files.certificates.putIfAbsent(name, location);
        }
    }
}
