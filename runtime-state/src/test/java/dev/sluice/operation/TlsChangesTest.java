package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operation.backend.AddBackend;
import dev.sluice.operation.backend.DelBackend;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.tls.CommitTlsFile;
import dev.sluice.operation.tls.SetOcspResponse;
import dev.sluice.operation.tls.SetTicketKey;
import dev.sluice.operation.tls.SetTlsFile;
import dev.sluice.operation.tls.TlsCommitted;
import dev.sluice.operation.tls.TlsKind;
import dev.sluice.state.tls.AcceptingTls;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.Der;
import dev.sluice.tls.OcspResponse;
import dev.sluice.tls.SelfSigned;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of tickets and OCSP responses are replaced whole or not at all. */
class TlsChangesTest {
    private static final int ENUMERATED = 0x0A;
    private static final byte[] BASIC = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01};
    private static final int TIME = 0x18;

    private final byte[] first = ocsp("20260101000000Z");
    private @Nullable World made;
    private String certificate = "";
    private String tickets = "";

    @BeforeEach
    void load(@TempDir Path folder) throws Exception {
        Path pem = Files.writeString(folder.resolve("test.pem"), SelfSigned.PEM);
        Files.write(folder.resolve("test.pem.ocsp"), first);
        String secret = Base64.getEncoder().encodeToString(new byte[48]);
        Path keys = Files.writeString(folder.resolve("keys"), (secret + "\n").repeat(3));
        certificate = pem.toString();
        tickets = keys.toString();
        made = new World("""
                defaults d
                    mode http
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                frontend fe
                    bind 127.0.0.1:1 ssl crt %s tls-ticket-keys %s
                backend be
                    server s 127.0.0.1:1
                """.formatted(pem, keys));
    }

    @AfterEach
    void close() {
        world().close();
    }

    private World world() {
        World world = made;
        if (world == null) {
            throw new IllegalStateException("not loaded");
        }
        return world;
    }

    private static byte[] ocsp(String at, byte[]... more) {
        byte[][] parts = new byte[more.length + 1][];
        parts[0] = Der.wrap(Der.SEQUENCE, Der.wrap(Der.INTEGER, new byte[] {7}));
        System.arraycopy(more, 0, parts, 1, more.length);
        byte[] single = Der.wrap(Der.SEQUENCE, parts);
        byte[] statement = Der.wrap(
                Der.SEQUENCE, Der.wrap(TIME, at.getBytes(StandardCharsets.US_ASCII)), Der.wrap(Der.SEQUENCE, single));
        byte[] basic = Der.wrap(Der.OCTET_STRING, Der.wrap(Der.SEQUENCE, statement));
        byte[] typed = Der.wrap(Der.SEQUENCE, Der.wrap(Der.OID, BASIC), basic);
        return Der.wrap(Der.SEQUENCE, Der.wrap(ENUMERATED, new byte[] {0}), Der.wrap(Der.field(0), typed));
    }

    private @Nullable OcspResponse stapled() {
        CertificateFile file = world().state.tls().certificates().get(certificate);
        return file == null || file.data() == null ? null : file.data().ocsp();
    }

    private @Nullable AcceptingTls inUse() {
        return world().frontend("fe").listeners().get(0).tls();
    }

    private SetOcspResponse setOcsp() {
        return new SetOcspResponse(Base64.getEncoder().encodeToString(ocsp("20260202000000Z")));
    }

    private SetTicketKey setTicket() {
        byte[] secret = new byte[48];
        secret[0] = 9;
        return new SetTicketKey(tickets, Base64.getEncoder().encodeToString(secret));
    }

    @Test
    void aResponseTellsUntilWhenItIsTrue() throws Exception {
        byte[] status = Der.wrap(0x80, new byte[0]);
        byte[] since = Der.wrap(TIME, "20260101000000Z".getBytes(StandardCharsets.US_ASCII));
        byte[] until = Der.wrap(Der.field(0), Der.wrap(TIME, "20260203040506Z".getBytes(StandardCharsets.US_ASCII)));
        assertThat(OcspResponse.read(ocsp("20260101000000Z", status, since, until))
                        .until())
                .isEqualTo(Instant.parse("2026-02-03T04:05:06Z"));
        assertThat(OcspResponse.read(ocsp("20260101000000Z", status, since)).until())
                .isEqualTo(Instant.MAX);
        assertThat(OcspResponse.read(first).until()).isEqualTo(Instant.MAX);
    }

    @Test
    void aResponseIsReplacedInTheStoreAndInUse() {
        AcceptingTls before = inUse();
        assertThat(world().say(setOcsp())).isEqualTo("OCSP Response updated!");
        assertThat(inUse()).isNotSameAs(before);
        assertThat(Objects.requireNonNull(stapled()).encoded()).isEqualTo(ocsp("20260202000000Z"));
    }

    @Test
    void aResponseThatCannotBeUsedChangesNothing() {
        AcceptingTls before = inUse();
        world().dataPlane.tlsRefusal = "not today";
        assertThat(world().say(setOcsp())).isEqualTo("not today");
        assertThat(inUse()).isSameAs(before);
        assertThat(Objects.requireNonNull(stapled()).encoded()).isEqualTo(first);
    }

    @Test
    void aSecretIsReplacedInTheStoreAndInUse() {
        AcceptingTls before = inUse();
        assertThat(world().say(setTicket())).isEqualTo("TLS ticket key updated!");
        assertThat(inUse()).isNotSameAs(before);
        assertThat(world().state.tls().tickets().get(0).keys().get(2)[0]).isEqualTo((byte) 9);
    }

    @Test
    void aSecretThatCannotBeUsedChangesNothing() {
        AcceptingTls before = inUse();
        world().dataPlane.tlsRefusal = "not today";
        assertThat(world().say(setTicket())).isEqualTo("'set ssl tls-key' not today");
        assertThat(inUse()).isSameAs(before);
        assertThat(world().state.tls().tickets().get(0).keys().get(2)[0]).isZero();
    }

    /** HAProxy collects in the same place what is wrong with a certificate. */
    @Test
    void aCommitForgetsWhatWasToldOfServers() {
        world().say(AddBackend.of("x", "d", "", ""));
        world().say(new DisableServer(new ServerRef("be", "s")));
        world().say(new SetTlsFile(TlsKind.CERTIFICATE, certificate, SelfSigned.PEM, false));
        assertThat(world().ask(new CommitTlsFile(TlsKind.CERTIFICATE, certificate)))
                .isEqualTo(Outcome.value(new TlsCommitted("Committing " + certificate, 1)));
        assertThat(world().say(new DelBackend("x"))).isEqualTo("Backend deleted.");
    }
}
