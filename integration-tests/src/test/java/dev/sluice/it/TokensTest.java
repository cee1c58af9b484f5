package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that show tokens: who may come in is told by the signature, and by what the token says. */
class TokensTest {
    private static final String RULES = """
            frontend http
                bind 127.0.0.1:0
                option socket-stats
                http-request set-var(txn.token) http_auth_bearer
                http-request set-var(txn.alg) var(txn.token),jwt_header_query('$.alg')
                http-request set-var(txn.sub) var(txn.token),jwt_payload_query('$.sub')
                http-request set-var(txn.key) str(RSA)
                http-request set-var(txn.key) str(CURVE) if { var(txn.alg) -m beg ES }
                http-request set-var(txn.key) str(secret) if { var(txn.alg) -m beg HS }
                acl known var(txn.token),jwt_verify(txn.alg,"RSA") -m int 1
                acl known var(txn.token),jwt_verify(txn.alg,"CURVE") -m int 1
                http-request return status 200 content-type text/plain lf-string "%[var(txn.token),jwt_verify(txn.alg,txn.key)] %[var(txn.sub)]" if known || { var(txn.alg) -m beg HS }
                http-request return status 403 content-type text/plain lf-string "%[var(txn.token),jwt_verify(txn.alg,txn.key)]"
            """;
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    /** Makes the signature of what is said. */
    private interface Signer {
        byte[] sign(byte[] said) throws Exception;
    }

    private static String token(String algorithm, Signer signer) throws Exception {
        String header = URL.encodeToString(("{\"alg\":\"" + algorithm + "\"}").getBytes(StandardCharsets.UTF_8));
        String payload = URL.encodeToString("{\"sub\":\"ada\"}".getBytes(StandardCharsets.UTF_8));
        String said = header + "." + payload;
        return said + "." + URL.encodeToString(signer.sign(said.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] sign(Signature signature, KeyPair pair, byte[] said) throws Exception {
        signature.initSign(pair.getPrivate());
        signature.update(said);
        return signature.sign();
    }

    private static Path pem(Path file, PublicKey key) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
    }

    private static KeyPair curve() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String ask(int port, String token) {
        try (Conversation client = new Conversation(port)) {
            return client.send("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                    .response()
                    .body();
        }
    }

    @Test
    void signaturesAreChecked(@TempDir Path folder) throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        KeyPair curve = curve();
        KeyPair other = curve();
        Path rsaFile = pem(folder.resolve("rsa.pem"), rsa.getPublic());
        Path curveFile = pem(folder.resolve("ec.pem"), curve.getPublic());
        try (ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.BASE
                + RULES.replace("RSA", rsaFile.toString()).replace("CURVE", curveFile.toString()))) {
            int port = proxy.port("http");
            String good = token("RS256", said -> sign(Signature.getInstance("SHA256withRSA"), rsa, said));
            assertThat(ask(port, good)).isEqualTo("1 ada");
            assertThat(ask(port, token("PS384", said -> {
                        Signature pss = Signature.getInstance("RSASSA-PSS");
                        pss.setParameter(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
                        return sign(pss, rsa, said);
                    })))
                    .isEqualTo("1 ada");
            String scheme = "SHA256withECDSAinP1363Format";
            assertThat(ask(port, token("ES256", said -> sign(Signature.getInstance(scheme), curve, said))))
                    .isEqualTo("1 ada");
            assertThat(ask(port, token("ES256", said -> sign(Signature.getInstance(scheme), other, said))))
                    .isEqualTo("0");
            assertThat(ask(port, token("HS512", said -> {
                        Mac mac = Mac.getInstance("HmacSHA512");
                        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
                        return mac.doFinal(said);
                    })))
                    .isEqualTo("1 ada");
            assertThat(ask(port, token("XX256", said -> said))).isEqualTo("-1");
            assertThat(ask(port, good.substring(0, good.lastIndexOf('.')))).isEqualTo("-3");
        }
    }
}
