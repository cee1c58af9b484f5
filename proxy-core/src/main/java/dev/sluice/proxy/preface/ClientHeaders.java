package dev.sluice.proxy.preface;

import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSettings.ProxyTlv;
import dev.sluice.config.ServerSettings.ProxyV2Option;
import dev.sluice.config.Settings;
import dev.sluice.proxy.rule.Formats;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.Tlvs;
import dev.sluice.proxy.sample.UniqueId;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.tls.DistinguishedName;
import dev.sluice.tls.X509Text;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The headers that servers are sent for clients' connections ({@code send-proxy}, {@code send-proxy-v2}). Any thread. */
public final class ClientHeaders {
    /** The client's connection is encrypted. */
    private static final int ENCRYPTED = 0x01;
    /** A certificate was shown on this connection. */
    private static final int SHOWN_NOW = 0x02;
    /** A certificate was shown when the session began, here or on an earlier connection. */
    private static final int SHOWN = 0x04;
    /** The flags in a byte, the verdict in four. */
    private static final int VERDICT_LENGTH = 5;

    private final Formats formats;

    /** Headers of servers of {@code state}. */
    public ClientHeaders(RuntimeState state, Map<String, InternalService> services) {
        this.formats = new Formats(state, services);
    }

    /** The header for a client's connection, or null where the server wants none. */
    public byte @Nullable [] of(Server server, SampleContext context) {
        Settings settings = server.settings();
        int version = settings.get(ServerSettings.SEND_PROXY);
        ConnectionView client = context.client();
        if (version == 0 || client == null) {
            return null;
        }
        byte[] source = client.source();
        byte[] destination = client.destination();
        return version == 1
                ? ProxyHeader.write(1, source, client.sourcePort(), destination, client.destinationPort())
                : ProxyHeader.write(
                        source, client.sourcePort(), destination, client.destinationPort(), tlvs(settings, context));
    }

    private TlvWriter tlvs(Settings settings, SampleContext context) {
        Set<ProxyV2Option> options = settings.get(ServerSettings.PROXY_V2_OPTIONS);
        TlsFacts tls = context.clientTls();
        TlvWriter all = new TlvWriter();
        for (ProxyTlv tlv : settings.get(ServerSettings.PROXY_V2_TLVS)) {
            all.add(tlv.type(), formats.bytes(tlv.format(), context));
        }
        if (options.contains(ProxyV2Option.CRC32C)) {
            all.addChecksum();
        }
        if (tls != null && !tls.alpn().isEmpty()) {
            all.add(Tlvs.ALPN, tls.alpn());
        }
        if (options.contains(ProxyV2Option.AUTHORITY)
                && tls != null
                && !tls.serverName().isEmpty()) {
            all.add(Tlvs.AUTHORITY, tls.serverName());
        }
        byte[] number = options.contains(ProxyV2Option.UNIQUE_ID) ? UniqueId.of(context) : null;
        if (number != null) {
            all.add(Tlvs.UNIQUE_ID, number);
        }
        if (options.contains(ProxyV2Option.SSL)) {
            all.add(Tlvs.SSL, encryption(tls, options));
        }
        return all;
    }

    private static byte[] encryption(@Nullable TlsFacts tls, Set<ProxyV2Option> options) {
        if (tls == null) {
            return new byte[VERDICT_LENGTH];
        }
        TlvWriter parts = new TlvWriter();
        parts.add(Tlvs.SSL_VERSION, tls.protocol());
        List<X509Certificate> peer = tls.peer();
        if (options.contains(ProxyV2Option.CERT_CN) && !peer.isEmpty()) {
            List<String> names =
                    DistinguishedName.of(peer.get(0).getSubjectX500Principal()).all("CN");
            if (!names.isEmpty()) {
                parts.add(Tlvs.SSL_CN, names.get(0));
            }
        }
        X509Certificate own = tls.own();
        if (options.contains(ProxyV2Option.CERT_KEY) && own != null) {
            parts.add(Tlvs.SSL_KEY_ALG, X509Text.keyKind(own));
        }
        if (options.contains(ProxyV2Option.CERT_SIG) && own != null) {
            parts.add(Tlvs.SSL_SIG_ALG, X509Text.signatureName(own));
        }
        if (options.contains(ProxyV2Option.SSL_CIPHER)) {
            parts.add(Tlvs.SSL_CIPHER, tls.cipher());
        }
        byte[] told = parts.bytes();
        byte[] whole = new byte[VERDICT_LENGTH + told.length];
        int flags = peer.isEmpty() ? ENCRYPTED : ENCRYPTED | SHOWN | (tls.resumed() ? 0 : SHOWN_NOW);
        int verdict = tls.verified().number();
        whole[0] = (byte) flags;
        for (int i = 0; i < 4; i++) {
            whole[1 + i] = (byte) (verdict >> (24 - 8 * i));
        }
        System.arraycopy(told, 0, whole, VERDICT_LENGTH, told.length);
        return whole;
    }
}
