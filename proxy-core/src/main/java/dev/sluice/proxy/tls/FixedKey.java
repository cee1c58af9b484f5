package dev.sluice.proxy.tls;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** One certificate with its key, whoever asks: which one it is was decided before. */
final class FixedKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";
    private final PrivateKey key;
    private final X509Certificate[] chain;

    private FixedKey(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain.toArray(X509Certificate[]::new);
    }

    /** A factory that only knows this one; building it costs nothing, unlike a key store, which encrypts what it is given. */
    static KeyManagerFactory factory(PrivateKey key, List<X509Certificate> chain) {
        FixedKey manager = new FixedKey(key, chain);
        KeyManagerFactorySpi service = new KeyManagerFactorySpi() {
            @Override
            protected void engineInit(KeyStore store, char[] password) {}

            @Override
            protected void engineInit(ManagerFactoryParameters parameters) {}

            @Override
            protected KeyManager[] engineGetKeyManagers() {
                return new KeyManager[] {manager};
            }
        };
        return new KeyManagerFactory(service, null, "fixed") {};
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return fits(type) ? ALIAS : null;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
        return fits(type) ? ALIAS : null;
    }

    private boolean fits(String type) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> type.startsWith("RSA") || type.endsWith("RSA");
            case "EC" -> type.startsWith("EC") && !type.endsWith("RSA");
            default -> type.startsWith("Ed") || type.startsWith("EC");
        };
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
