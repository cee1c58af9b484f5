package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Hashes;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.Signature.Kind;
import dev.sluice.proxy.tls.HelloCapture;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.tls.X509Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How hands were shaken: a client's first words as they came, and what both sides threw in. */
final class HandshakeFetches {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HandshakeFetches() {}

    private interface Side {
        @Nullable
        TlsFacts of(SampleContext context);
    }

    private interface Bytes<T> {
        byte[] of(T of);
    }

    static List<Fetch> all() {
        List<Fetch> all = new ArrayList<>();
        firstWords(all);
        side(all, "ssl_fc_", Layer.CONNECTION, SampleContext::clientTls);
        side(all, "ssl_bc_", Layer.SERVER, SampleContext::serverTls);
        names(all);
        return all;
    }

    private static void firstWords(List<Fetch> all) {
        all.add(captured("ssl_fc_cipherlist_bin", "the ciphers that the client offers", HelloCapture::ciphers));
        all.add(captured("ssl_fc_extlist_bin", "the extensions that the client uses", HelloCapture::extensions));
        all.add(captured("ssl_fc_eclist_bin", "the groups that the client offers", HelloCapture::groups));
        all.add(captured("ssl_fc_sigalgs_bin", "the signatures that the client knows", HelloCapture::signatures));
        all.add(captured(
                "ssl_fc_supported_versions_bin", "the versions that the client speaks", HelloCapture::versions));
        all.add(hello(
                "ssl_fc_ecformats_bin",
                SampleType.BIN,
                "the forms of points that the client knows",
                (own, to) -> own.formats().length > 0 && TlsFetches.binary(to, own.formats())));
        all.add(hello(
                "ssl_fc_protocol_hello_id",
                SampleType.SINT,
                "the version that the client's first words tell",
                (own, to) -> to.integer(own.version())));
        all.add(hello(
                "ssl_fc_cipherlist_xxh",
                SampleType.SINT,
                "a hash of the ciphers that it offers",
                (own, to) -> to.integer(Hashes.xxh64(own.ciphers(), 0, own.ciphers().length, 0))));
        all.add(Fetch.of(
                "ssl_fc_cipherlist_hex",
                Signature.of(0, Kind.SINT),
                SampleType.STR,
                Layer.CONNECTION,
                "the same in hexadecimal digits",
                (arguments, scope) -> {
                    boolean filtered = arguments.number(0, 0) == 1;
                    return (context, sample) -> {
                        HelloCapture own = hello(context);
                        return own != null && TlsFetches.string(sample, HEX.formatHex(kept(own.ciphers(), filtered)));
                    };
                }));
    }

    private static void names(List<Fetch> all) {
        all.add(Fetch.of(
                "ssl_bc_sni",
                SampleType.STR,
                Layer.SERVER,
                "the host asked for",
                (context, sample) -> text(context.serverTls(), sample, name(context.serverTls()))));
        all.add(Fetch.of(
                "ssl_fc_crtname",
                SampleType.STR,
                Layer.CONNECTION,
                "the name of the certificate that was shown",
                (context, sample) -> {
                    TlsFacts facts = context.clientTls();
                    return facts != null && text(facts, sample, facts.ownName());
                }));
        all.add(TlsFetches.of(
                "ssl_c_san",
                SampleType.STR,
                Layer.CONNECTION,
                "the other names of the client's certificate",
                context -> TlsFetches.first(context.clientTls()),
                (certificate, sample) -> TlsFetches.string(sample, X509Text.alternativeNames(certificate))));
        for (String early : List.of("ssl_fc_has_early", "ssl_fc_early_rcvd")) {
            all.add(Fetch.of(
                    early,
                    SampleType.BOOL,
                    Layer.CONNECTION,
                    "whether there was early data, which is never taken",
                    (context, sample) -> context.clientTls() != null && sample.bool(false)));
        }
    }

    private static String name(@Nullable TlsFacts facts) {
        return facts == null ? "" : facts.serverName();
    }

    private static boolean text(@Nullable TlsFacts facts, Sample sample, String text) {
        return facts != null && !text.isEmpty() && TlsFetches.string(sample, text);
    }

    private static void side(List<Fetch> all, String prefix, Layer layer, Side side) {
        all.add(shaken(prefix + "client_random", layer, "what the client threw in", side, TlsFacts.Randoms::ofClient));
        all.add(shaken(prefix + "server_random", layer, "what the server threw in", side, TlsFacts.Randoms::ofServer));
        all.add(shaken(prefix + "session_id", layer, "the session's identity", side, TlsFacts.Randoms::session));
    }

    private static Fetch shaken(String name, Layer layer, String documentation, Side side, Bytes<TlsFacts.Randoms> of) {
        return Fetch.of(name, SampleType.BIN, layer, documentation, (context, sample) -> {
            TlsFacts facts = side.of(context);
            byte[] bytes = facts == null ? new byte[0] : of.of(facts.randoms());
            return bytes.length > 0 && TlsFetches.binary(sample, bytes);
        });
    }

    private static @Nullable HelloCapture hello(SampleContext context) {
        TlsFacts facts = context.clientTls();
        return facts == null ? null : facts.hello();
    }

    private static Fetch hello(
            String name, SampleType type, String documentation, TlsFetches.Evaluation<HelloCapture> tell) {
        return Fetch.of(name, type, Layer.CONNECTION, documentation, (context, sample) -> {
            HelloCapture own = hello(context);
            return own != null && tell.tell(own, sample);
        });
    }

    private static Fetch captured(String name, String documentation, Bytes<HelloCapture> of) {
        return Fetch.of(
                name,
                Signature.of(0, Kind.SINT),
                SampleType.BIN,
                Layer.CONNECTION,
                documentation,
                (arguments, scope) -> {
                    boolean filtered = arguments.number(0, 0) == 1;
                    return (context, sample) -> {
                        HelloCapture own = hello(context);
                        byte[] bytes = own == null ? new byte[0] : kept(of.of(own), filtered);
                        return bytes.length > 0 && TlsFetches.binary(sample, bytes);
                    };
                });
    }

    /** Without the values that some clients throw in so that servers learn to ignore them (RFC 8701). */
    private static byte[] kept(byte[] list, boolean filtered) {
        if (!filtered) {
            return list;
        }
        byte[] left = new byte[list.length];
        int length = 0;
        for (int i = 0; i + 1 < list.length; i += 2) {
            boolean meaningless = list[i] == list[i + 1] && (list[i] & 0x0F) == 0x0A;
            if (!meaningless) {
                left[length++] = list[i];
                left[length++] = list[i + 1];
            }
        }
        return Arrays.copyOf(left, length);
    }
}
