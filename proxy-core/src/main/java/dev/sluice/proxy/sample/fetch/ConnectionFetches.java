package dev.sluice.proxy.sample.fetch;

import dev.sluice.config.ServerAddress;
import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Literals;
import dev.sluice.proxy.sample.LogView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.Tlvs;
import dev.sluice.state.Listener;
import dev.sluice.state.Server;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Both ends of the client's connection, and of the server's. */
final class ConnectionFetches {
    private static final byte[] SUCCESS = "Success".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_ERROR = {};

    private static final Map<String, Integer> TLV_NAMES = Map.ofEntries(
            Map.entry("ALPN", Tlvs.ALPN),
            Map.entry("AUTHORITY", Tlvs.AUTHORITY),
            Map.entry("CRC32C", Tlvs.CRC32C),
            Map.entry("NOOP", Tlvs.NOOP),
            Map.entry("UNIQUE_ID", Tlvs.UNIQUE_ID),
            Map.entry("SSL", Tlvs.SSL),
            Map.entry("SSL_VERSION", Tlvs.SSL_VERSION),
            Map.entry("SSL_CN", Tlvs.SSL_CN),
            Map.entry("SSL_CIPHER", Tlvs.SSL_CIPHER),
            Map.entry("SSL_SIG_ALG", Tlvs.SSL_SIG_ALG),
            Map.entry("SSL_KEY_ALG", Tlvs.SSL_KEY_ALG),
            Map.entry("NETNS", Tlvs.NETNS));

    static final List<Fetch> ALL = List.of(
            address("src", "the client's address", ConnectionView::source),
            number("src_port", "the client's port", ConnectionView::sourcePort),
            local("src_is_local", "whether the client's address is this host's", ConnectionView::source),
            address("dst", "the address that was connected to", ConnectionView::destination),
            number("dst_port", "the port that was connected to", ConnectionView::destinationPort),
            local(
                    "dst_is_local",
                    "whether the address that was connected to is this host's",
                    ConnectionView::destination),
            address("fc_src", "the client's address on the connection itself", ConnectionView::peer),
            number("fc_src_port", "the client's port on the connection itself", ConnectionView::peerPort),
            local("fc_src_is_local", "whether the client's connection comes from this host", ConnectionView::peer),
            address("fc_dst", "this end of the client's connection", ConnectionView::local),
            number("fc_dst_port", "the port of this end of the client's connection", ConnectionView::localPort),
            local(
                    "fc_dst_is_local",
                    "whether this end of the client's connection is this host's",
                    ConnectionView::local),
            Fetch.of(
                    "fc_err",
                    SampleType.SINT,
                    Layer.CONNECTION,
                    "what went wrong while the client connected: who came so far has no error",
                    (context, sample) -> context.client() != null && sample.integer(0)),
            Fetch.of(
                    "fc_err_str",
                    SampleType.STR,
                    Layer.CONNECTION,
                    "the same in words",
                    (context, sample) -> context.client() != null && sample.text(SUCCESS)),
            Fetch.of(
                    "fc_err_name",
                    SampleType.STR,
                    Layer.CONNECTION,
                    "the same in a word, which is empty for no error",
                    (context, sample) -> context.client() != null && sample.text(NO_ERROR)),
            Fetch.of(
                    "ssl_fc_err",
                    SampleType.SINT,
                    Layer.CONNECTION,
                    "what went wrong in the client's handshake: who came so far has no error",
                    (context, sample) -> context.clientTls() != null && sample.integer(0)),
            Fetch.of(
                    "dst_conn", SampleType.SINT, Layer.CONNECTION, "connections of the same bind line", (c, sample) -> {
                        Listener listener = c.listener();
                        return listener != null
                                && sample.integer(listener.sessions().get());
                    }),
            Fetch.of(
                    "fc_http_major",
                    SampleType.SINT,
                    Layer.CONNECTION,
                    "the client's version of HTTP: 1 or 2",
                    (c, sample) -> c.client() != null && sample.integer(c.clientMajor())),
            Fetch.of(
                    "bc_http_major",
                    SampleType.SINT,
                    Layer.SERVER,
                    "the server's version of HTTP: 1",
                    (c, sample) -> c.server() != null && sample.integer(1)),
            Fetch.of("fc_rcvd_proxy", SampleType.BOOL, Layer.CONNECTION, "whether a PROXY header came", (c, sample) -> {
                ConnectionView client = c.client();
                return client != null && sample.bool(client.isProxied());
            }),
            tlv("fc_pp_authority", Tlvs.AUTHORITY, "the host that the PROXY header names"),
            tlv("fc_pp_unique_id", Tlvs.UNIQUE_ID, "the number that the PROXY header gives the connection"),
            Fetch.of(
                    "fc_pp_tlv",
                    Signature.of(1, Signature.Kind.STRING),
                    SampleType.STR,
                    Layer.CONNECTION,
                    "what the PROXY header tells under a type, a number or a name",
                    (arguments, scope) -> tlv(tlvType(arguments))),
            Fetch.of("bc_dst", SampleType.ADDR, Layer.SERVER, "the server's address", ConnectionFetches::serverAddress),
            Fetch.of("bc_dst_port", SampleType.SINT, Layer.SERVER, "the server's port", (context, sample) -> {
                Server server = context.server();
                return server != null && sample.integer(server.address().port());
            }),
            waited("bc_srv_queue", "requests served before it in the server's queue", LogView::serverQueue),
            waited("bc_be_queue", "requests served before it in the backend's queue", LogView::backendQueue));

    private ConnectionFetches() {}

    private interface Address {
        byte[] of(ConnectionView client);
    }

    private interface Count {
        long of(ConnectionView client);
    }

    private interface Logged {
        long of(LogView log);
    }

    private static Fetch address(String name, String documentation, Address address) {
        return Fetch.of(name, SampleType.ADDR, Layer.CONNECTION, documentation, (context, sample) -> {
            ConnectionView client = context.client();
            return client != null && sample.address(address.of(client));
        });
    }

    private static Fetch number(String name, String documentation, Count count) {
        return Fetch.of(name, SampleType.SINT, Layer.CONNECTION, documentation, (context, sample) -> {
            ConnectionView client = context.client();
            return client != null && client.source().length > 0 && sample.integer(count.of(client));
        });
    }

    private static Fetch tlv(String name, int type, String documentation) {
        return Fetch.of(name, SampleType.STR, Layer.CONNECTION, documentation, tlv(type));
    }

    private static Evaluator tlv(int type) {
        return (context, sample) -> {
            ConnectionView client = context.client();
            return client != null && client.tlvs().find(type, sample);
        };
    }

    private static int tlvType(Arguments arguments) throws SampleException {
        String word = arguments.text(0);
        Integer named = TLV_NAMES.get(word);
        if (named != null) {
            return named;
        }
        boolean hex = word.matches("0[xX][0-9a-fA-F]{1,4}");
        boolean number = hex || word.matches("[0-9]{1,4}");
        int type = number ? hex ? Integer.parseInt(word.substring(2), 16) : Integer.parseInt(word) : 256;
        if (!number) {
            throw arguments.bad("Could not convert type '" + word + "'.");
        }
        if (type > 255) {
            throw arguments.bad("Invalid TLV ID.");
        }
        return type;
    }

    private static Fetch waited(String name, String documentation, Logged logged) {
        return Fetch.of(name, SampleType.SINT, Layer.SERVER, documentation, (context, sample) -> {
            LogView log = context.log();
            return log != null && sample.integer(logged.of(log));
        });
    }

    private static Fetch local(String name, String documentation, Address address) {
        return Fetch.of(name, SampleType.BOOL, Layer.CONNECTION, documentation, (context, sample) -> {
            ConnectionView client = context.client();
            byte[] bytes = client == null ? new byte[0] : address.of(client);
            return bytes.length > 0 && sample.bool(isOfThisHost(bytes));
        });
    }

    private static boolean isOfThisHost(byte[] bytes) {
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    private static boolean serverAddress(SampleContext context, Sample sample) {
        Server server = context.server();
        if (server == null) {
            return false;
        }
        ServerAddress address = server.address();
        long four = Literals.ipv4(address.host());
        byte @Nullable [] six = four >= 0 ? null : Literals.ipv6(address.host());
        return four >= 0 ? sample.ipv4(four) : six != null && sample.ipv6(six, 0);
    }
}
