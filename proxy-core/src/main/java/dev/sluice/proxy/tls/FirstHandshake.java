package dev.sluice.proxy.tls;

import dev.sluice.config.TlsSettings.Verify;
import dev.sluice.state.tls.CertificateUse;
import dev.sluice.state.tls.ConnectingPlan;
import dev.sluice.state.tls.TlsProfile;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.Der;
import dev.sluice.tls.TlsFormatException;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Shakes hands once with ourselves in memory, before anybody waits for it: loading the library and the classes around it takes longer than
 * a health check has, and would be held against the first server.
 */
final class FirstHandshake {
    /** A handshake takes two turns of each side; past this many it is stuck. */
    private static final int TURNS_MAX = 32;

    private static final byte[] ECDSA_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02};
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final int UTF8_TEXT = 0x0C;
    private static final int TIME = 0x17;

    private FirstHandshake() {}

    /** Returns whether hands were shaken; where they were not, real connections will tell why. */
    static boolean run(TlsRoom room) {
        TlsProfile profile = profile();
        try {
            CertificateData data = CertificateData.read("first", pem());
            SslContext server =
                    room.server(new CertificateUse("first", data, profile, List.of(), List.of(), true, null, 0));
            try {
                SslContext client = room.client(
                        new ConnectingPlan(profile, null, "", "", false, List.of(), Set.of(), List.of()), List.of());
                try {
                    return shake(client, server);
                } finally {
                    Contexts.release(client);
                }
            } finally {
                Contexts.release(server);
            }
        } catch (GeneralSecurityException | TlsFormatException | SSLException unlike) {
            return false;
        }
    }

    static TlsProfile profile() {
        return profile(Verify.NONE, List.of());
    }

    static TlsProfile profile(Verify verify, List<X509Certificate> trusted) {
        return new TlsProfile(
                List.of("TLSv1.2", "TLSv1.3"),
                List.of(),
                List.of(),
                List.of("http/1.1"),
                verify,
                trusted,
                List.of(),
                List.of(),
                TlsProfile.Ignored.NOTHING,
                true,
                List.of(),
                false,
                Set.of(),
                new TlsProfile.Sessions(1, 1));
    }

    private static boolean shake(SslContext ofClient, SslContext ofServer) throws SSLException {
        SSLEngine client = ofClient.newEngine(UnpooledByteBufAllocator.DEFAULT);
        try {
            SSLEngine server = ofServer.newEngine(UnpooledByteBufAllocator.DEFAULT);
            try {
                client.beginHandshake();
                server.beginHandshake();
                for (int turn = 0; turn < TURNS_MAX && (isBusy(client) || isBusy(server)); turn++) {
                    pass(client, server);
                    pass(server, client);
                }
                boolean shaken = !isBusy(client) && !isBusy(server);
                client.closeOutbound();
                server.closeOutbound();
                return shaken;
            } finally {
                boolean unused = ReferenceCountUtil.release(server);
            }
        } finally {
            boolean unused = ReferenceCountUtil.release(client);
        }
    }

    private static boolean isBusy(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    /**
     * Has one side hear what the other has to say. A side that waits for words may have some of its own nevertheless: a server's tickets
     * are told neither as something to wrap nor before it is asked.
     */
    private static void pass(SSLEngine from, SSLEngine to) throws SSLException {
        ByteBuffer said = ByteBuffer.allocateDirect(TlsMemory.RECORD_MAX);
        ByteBuffer heard = ByteBuffer.allocateDirect(TlsMemory.RECORD_MAX);
        boolean more = true;
        while (more) {
            TlsRecords.runTasks(from);
            more = from.wrap(ByteBuffer.allocate(0), said).bytesProduced() > 0;
        }
        said.flip();
        while (said.hasRemaining() && to.unwrap(said, heard).bytesConsumed() > 0) {
            TlsRecords.runTasks(to);
        }
        TlsRecords.runTasks(to);
    }

    /** A certificate that is made up on the spot, and its key. */
    static String pem() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        byte[] algorithm = Der.wrap(Der.SEQUENCE, Der.wrap(Der.OID, ECDSA_SHA256));
        byte[] name = Der.wrap(
                Der.SEQUENCE,
                Der.wrap(
                        Der.SET,
                        Der.wrap(Der.SEQUENCE, Der.wrap(Der.OID, COMMON_NAME), Der.wrap(UTF8_TEXT, text("first")))));
        byte[] statement = Der.wrap(
                Der.SEQUENCE,
                Der.wrap(Der.INTEGER, new byte[] {1}),
                algorithm,
                name,
                Der.wrap(Der.SEQUENCE, Der.wrap(TIME, text("200101000000Z")), Der.wrap(TIME, text("491231235959Z"))),
                name,
                keys.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(statement);
        byte[] signed = Der.wrap(Der.BIT_STRING, new byte[] {0}, signature.sign());
        return block("CERTIFICATE", Der.wrap(Der.SEQUENCE, statement, algorithm, signed))
                + block("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String block(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}
