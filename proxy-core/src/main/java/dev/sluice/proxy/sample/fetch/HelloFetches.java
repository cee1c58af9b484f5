package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.tls.ClientHello;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first words of a client that speaks TLS through the proxy, which only passes it on. */
final class HelloFetches {
    private static final int HANDSHAKE = 22;
    private static final int HELLO = 1;
    private static final int MAJOR = 3;
    /** Where the type of the first message stands, behind the record's header. */
    private static final int TYPE_AT = 5;
    /** Where a client's words tell the version, behind the message's header. */
    private static final int VERSION_AT = 9;

    private HelloFetches() {}

    static List<Fetch> all() {
        List<Fetch> all = new ArrayList<>();
        for (String prefix : new String[] {"req.", "req_"}) {
            all.add(Fetch.of(
                    prefix + "ssl_hello_type",
                    SampleType.SINT,
                    Layer.REQUEST_BYTES,
                    "the type of the first message of a handshake: 1 for a client's",
                    HelloFetches::type));
            all.add(Fetch.of(
                    prefix + "ssl_ver",
                    SampleType.SINT,
                    Layer.REQUEST_BYTES,
                    "the version that a client's first words tell",
                    HelloFetches::version));
            all.add(Fetch.of(
                    prefix + "ssl_sni",
                    SampleType.STR,
                    Layer.REQUEST_BYTES,
                    "the host that a client's first words ask for",
                    (context, sample) -> {
                        ClientHello hello = hello(context);
                        return hello != null && text(sample, hello.serverName());
                    }));
        }
        all.add(Fetch.of(
                "req.ssl_alpn",
                SampleType.STR,
                Layer.REQUEST_BYTES,
                "the protocol that a client's first words name first",
                (context, sample) -> {
                    ClientHello hello = hello(context);
                    return hello != null
                            && !hello.protocols().isEmpty()
                            && text(sample, hello.protocols().get(0));
                }));
        return all;
    }

    private static boolean text(Sample sample, String text) {
        return !text.isEmpty() && sample.text(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static @Nullable PayloadView handshake(SampleContext context, int needed) {
        PayloadView bytes = context.requestBytes();
        boolean there = bytes != null && bytes.length() >= needed && bytes.at(0) == HANDSHAKE && bytes.at(1) == MAJOR;
        return there ? bytes : null;
    }

    private static boolean type(SampleContext context, Sample sample) {
        PayloadView bytes = handshake(context, TYPE_AT + 1);
        return bytes != null && sample.integer(bytes.at(TYPE_AT) & 0xFF);
    }

    private static boolean version(SampleContext context, Sample sample) {
        PayloadView bytes = handshake(context, VERSION_AT + 2);
        return bytes != null
                && bytes.at(TYPE_AT) == HELLO
                && sample.integer((long) (bytes.at(VERSION_AT) & 0xFF) << 16 | bytes.at(VERSION_AT + 1) & 0xFF);
    }

    /** All of the words; null where some are still to come, or they are none. */
    private static @Nullable ClientHello hello(SampleContext context) {
        PayloadView bytes = handshake(context, VERSION_AT + 2);
        if (bytes == null) {
            return null;
        }
        byte[] copy = new byte[bytes.length()];
        bytes.copy(0, copy.length, copy, 0);
        return ClientHello.of(copy);
    }
}
