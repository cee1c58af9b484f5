package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** A self-signed certificate with its key, in files; made by the JDK's keytool. */
record Pem(String name, Path chain, Path key, Path chainAndKey) {
    private static final String PASSWORD = "changeit";

    static Pem make(Path directory, String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name + ",uri:spiffe://mesh/" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        String chain = pem("CERTIFICATE", keys.getCertificate("it").getEncoded());
        String key =
                pem("PRIVATE KEY", keys.getKey("it", PASSWORD.toCharArray()).getEncoded());
        return new Pem(
                name,
                Files.writeString(directory.resolve(name + ".crt"), chain),
                Files.writeString(directory.resolve(name + ".key"), key),
                Files.writeString(directory.resolve(name + ".pem"), chain + key));
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }
}
