package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.Signature.Kind;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.tls.X509Text;
import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the certificates above the one that was shown, and of what that one may be used for. */
final class ChainFetches {
    private ChainFetches() {}

    private interface Chain {
        @Nullable
        TlsFacts of(SampleContext context);
    }

    static List<Fetch> all() {
        return List.of(
                // A client's own certificate is no part of what OpenSSL calls its chain; a server's is.
                chain("ssl_c_chain_der", Layer.CONNECTION, SampleContext::clientTls, 1),
                chain("ssl_s_chain_der", Layer.SERVER, SampleContext::serverTls, 0),
                TlsFetches.name(
                        "ssl_c_r_dn",
                        Layer.CONNECTION,
                        "who vouches for the client's certificate in the end",
                        context -> root(context.clientTls()),
                        X509Certificate::getSubjectX500Principal),
                Fetch.of(
                        "ssl_c_policies",
                        Signature.of(0, Kind.STRING),
                        SampleType.STR,
                        Layer.CONNECTION,
                        "under which policies the client's certificate was made",
                        (arguments, scope) -> {
                            String wanted = arguments.has(0) ? arguments.text(0) : "";
                            return (context, sample) -> policies(context.clientTls(), wanted, sample);
                        }));
    }

    private static @Nullable X509Certificate root(@Nullable TlsFacts facts) {
        return facts == null ? null : facts.verified().root();
    }

    private static boolean policies(@Nullable TlsFacts facts, String wanted, Sample sample) {
        if (facts == null || facts.peer().isEmpty()) {
            return false;
        }
        List<String> all = X509Text.policies(facts.peer().get(0));
        if (wanted.isEmpty()) {
            return !all.isEmpty() && TlsFetches.string(sample, String.join(", ", all));
        }
        return all.contains(wanted) && TlsFetches.string(sample, wanted);
    }

    private static Fetch chain(String name, Layer layer, Chain side, int from) {
        return Fetch.of(name, SampleType.BIN, layer, "the certificates that lead to the root", (context, sample) -> {
            TlsFacts facts = side.of(context);
            if (facts == null || facts.peer().size() <= from) {
                return false;
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                for (X509Certificate each :
                        facts.peer().subList(from, facts.peer().size())) {
                    all.writeBytes(each.getEncoded());
                }
            } catch (CertificateEncodingException impossible) {
                return false;
            }
            return TlsFetches.binary(sample, all.toByteArray());
        });
    }
}
