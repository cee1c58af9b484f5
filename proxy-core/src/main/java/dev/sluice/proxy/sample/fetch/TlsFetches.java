package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.Signature.Kind;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.tls.DistinguishedName;
import dev.sluice.tls.X509Text;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** What is known of the encryption of both connections, and of the certificates that were shown. */
final class TlsFetches {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");

    private TlsFetches() {}

    private interface Side {
        @Nullable
        TlsFacts of(SampleContext context);
    }

    interface Shown {
        @Nullable
        X509Certificate of(SampleContext context);
    }

    interface Evaluation<T> {
        boolean tell(T of, Sample sample);
    }

    static List<Fetch> all() {
        List<Fetch> all = new ArrayList<>();
        connection(all, "ssl_fc", Layer.CONNECTION, SampleContext::clientTls);
        connection(all, "ssl_bc", Layer.SERVER, SampleContext::serverTls);
        all.add(text(
                "ssl_fc_sni", Layer.CONNECTION, "the host asked for", SampleContext::clientTls, TlsFacts::serverName));
        all.add(fact(
                "ssl_fc_has_sni",
                SampleType.BOOL,
                Layer.CONNECTION,
                "whether a host was asked for",
                SampleContext::clientTls,
                (facts, sample) -> sample.bool(!facts.serverName().isEmpty())));
        all.add(fact(
                "ssl_fc_has_crt",
                SampleType.BOOL,
                Layer.CONNECTION,
                "whether the client showed a certificate on this connection",
                SampleContext::clientTls,
                (facts, sample) -> sample.bool(!facts.peer().isEmpty() && !facts.resumed())));
        all.add(fact(
                "ssl_c_used",
                SampleType.BOOL,
                Layer.CONNECTION,
                "whether the client showed a certificate",
                SampleContext::clientTls,
                (facts, sample) -> sample.bool(!facts.peer().isEmpty())));
        verdicts(all);
        certificate(all, "ssl_c_", Layer.CONNECTION, context -> first(context.clientTls()));
        certificate(all, "ssl_f_", Layer.CONNECTION, context -> own(context.clientTls()));
        certificate(all, "ssl_s_", Layer.SERVER, context -> first(context.serverTls()));
        all.addAll(ChainFetches.all());
        all.addAll(HandshakeFetches.all());
        return all;
    }

    static @Nullable X509Certificate first(@Nullable TlsFacts facts) {
        return facts == null || facts.peer().isEmpty() ? null : facts.peer().get(0);
    }

    private static @Nullable X509Certificate own(@Nullable TlsFacts facts) {
        return facts == null ? null : facts.own();
    }

    private static void verdicts(List<Fetch> all) {
        all.add(number(
                "ssl_c_verify",
                "what became of the client's certificates",
                facts -> facts.verified().number()));
        all.add(number(
                "ssl_c_err",
                "what is wrong with the client's own",
                facts -> facts.verified().ofPeer()));
        all.add(number(
                "ssl_c_ca_err",
                "what is wrong above it",
                facts -> facts.verified().ofAuthority()));
        all.add(number(
                "ssl_c_ca_err_depth", "where that is", facts -> facts.verified().depth()));
    }

    private interface Count {
        long of(TlsFacts facts);
    }

    private static Fetch number(String name, String documentation, Count number) {
        return fact(
                name,
                SampleType.SINT,
                Layer.CONNECTION,
                documentation,
                SampleContext::clientTls,
                (facts, sample) -> sample.integer(number.of(facts)));
    }

    private interface Text {
        String of(TlsFacts facts);
    }

    private static Fetch text(String name, Layer layer, String documentation, Side side, Text text) {
        return fact(name, SampleType.STR, layer, documentation, side, (facts, sample) -> {
            String value = text.of(facts);
            return !value.isEmpty() && sample.text(value.getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    private static Fetch fact(
            String name, SampleType type, Layer layer, String documentation, Side side, Evaluation<TlsFacts> tell) {
        return Fetch.of(name, type, layer, documentation, (context, sample) -> {
            TlsFacts facts = side.of(context);
            return facts != null && tell.tell(facts, sample);
        });
    }

    private static void connection(List<Fetch> all, String name, Layer layer, Side side) {
        all.add(Fetch.of(
                name,
                SampleType.BOOL,
                layer,
                "whether the connection is encrypted",
                (context, sample) -> sample.bool(side.of(context) != null)));
        all.add(text(name + "_protocol", layer, "the version of TLS", side, TlsFacts::protocol));
        all.add(text(name + "_cipher", layer, "the cipher", side, TlsFacts::cipher));
        all.add(text(name + "_curve", layer, "what keys were exchanged over", side, TlsFacts::group));
        for (String size : List.of("_use_keysize", "_alg_keysize")) {
            all.add(fact(
                    name + size,
                    SampleType.SINT,
                    layer,
                    "bits of the cipher's key",
                    side,
                    (facts, sample) -> sample.integer(bits(facts.cipher()))));
        }
        all.add(text(name + "_alpn", layer, "the protocol agreed on", side, TlsFacts::alpn));
        all.add(Fetch.of(
                name + "_is_resumed",
                SampleType.BOOL,
                layer,
                "whether an earlier session was taken up",
                (context, sample) -> {
                    TlsFacts facts = side.of(context);
                    return sample.bool(facts != null && facts.resumed());
                }));
    }

    /** None of the ciphers that the library has uses less of its key than there is. */
    private static int bits(String cipher) {
        boolean half = cipher.contains("128");
        return half ? 128 : cipher.contains("3DES") || cipher.contains("DES-CBC3") ? 168 : 256;
    }

    private static void certificate(List<Fetch> all, String prefix, Layer layer, Shown shown) {
        all.add(name(
                prefix + "s_dn", layer, "whose the certificate is", shown, X509Certificate::getSubjectX500Principal));
        all.add(name(
                prefix + "i_dn", layer, "who made the certificate", shown, X509Certificate::getIssuerX500Principal));
        all.add(of(
                prefix + "serial",
                SampleType.BIN,
                layer,
                "its serial number",
                shown,
                (certificate, sample) -> binary(sample, X509Text.serialBytes(certificate))));
        all.add(of(
                prefix + "sha1",
                SampleType.BIN,
                layer,
                "its SHA-1",
                shown,
                (certificate, sample) -> binary(sample, X509Text.sha1(certificate))));
        all.add(of(prefix + "der", SampleType.BIN, layer, "the certificate", shown, (certificate, sample) -> {
            try {
                return binary(sample, certificate.getEncoded());
            } catch (CertificateEncodingException impossible) {
                return false;
            }
        }));
        about(all, prefix, layer, shown);
    }

    private static void about(List<Fetch> all, String prefix, Layer layer, Shown shown) {
        all.add(of(
                prefix + "version",
                SampleType.SINT,
                layer,
                "its version",
                shown,
                (certificate, sample) -> sample.integer(certificate.getVersion())));
        all.add(of(
                prefix + "notafter",
                SampleType.STR,
                layer,
                "its last moment",
                shown,
                (certificate, sample) -> string(sample, date(certificate.getNotAfter()))));
        all.add(of(
                prefix + "notbefore",
                SampleType.STR,
                layer,
                "its first moment",
                shown,
                (certificate, sample) -> string(sample, date(certificate.getNotBefore()))));
        all.add(of(
                prefix + "key_alg",
                SampleType.STR,
                layer,
                "the kind of its key",
                shown,
                (certificate, sample) ->
                        string(sample, keyName(certificate.getPublicKey().getAlgorithm()))));
        all.add(of(
                prefix + "sig_alg",
                SampleType.STR,
                layer,
                "how it is signed",
                shown,
                (certificate, sample) -> string(sample, X509Text.signatureName(certificate))));
    }

    static Fetch of(
            String name,
            SampleType type,
            Layer layer,
            String documentation,
            Shown shown,
            Evaluation<X509Certificate> tell) {
        return Fetch.of(name, type, layer, documentation, (context, sample) -> {
            X509Certificate certificate = shown.of(context);
            return certificate != null && tell.tell(certificate, sample);
        });
    }

    interface Principal {
        X500Principal of(X509Certificate certificate);
    }

    /** The whole name in one line, or one part of it: the first, the n-th, or counted from the end. */
    static Fetch name(String name, Layer layer, String documentation, Shown shown, Principal principal) {
        Signature signature = Signature.of(0, Kind.STRING, Kind.SINT, Kind.STRING);
        return Fetch.of(name, signature, SampleType.STR, layer, documentation, (arguments, scope) -> {
            String part = arguments.has(0) ? arguments.text(0) : "";
            long place = arguments.number(1, 1);
            return (context, sample) -> {
                X509Certificate certificate = shown.of(context);
                if (certificate == null) {
                    return false;
                }
                DistinguishedName whole = DistinguishedName.of(principal.of(certificate));
                if (part.isEmpty()) {
                    return string(sample, whole.oneLine());
                }
                List<String> values = whole.all(part);
                long index = place < 0 ? values.size() + place : Math.max(0, place - 1);
                return index >= 0 && index < values.size() && string(sample, values.get((int) index));
            };
        });
    }

    static boolean string(Sample sample, String text) {
        return sample.text(text.getBytes(StandardCharsets.UTF_8));
    }

    static boolean binary(Sample sample, byte[] bytes) {
        return sample.binary(bytes, 0, bytes.length);
    }

    private static String date(Date date) {
        return DATE.format(date.toInstant().atZone(ZoneOffset.UTC));
    }

    private static String keyName(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "rsaEncryption";
            case "EC" -> "id-ecPublicKey";
            default -> algorithm;
        };
    }
}
