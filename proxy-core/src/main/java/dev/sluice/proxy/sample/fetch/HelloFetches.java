package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.tls.ClientHello;
import dev.sluice.proxy.tls.HelloCapture;
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
                    (context, sample) -> type(context.requestBytes(), sample)));
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
        for (String prefix : new String[] {"res.", "rep_"}) {
            all.add(Fetch.of(
                    prefix + "ssl_hello_type",
                    SampleType.SINT,
                    Layer.RESPONSE_BYTES,
                    "the type of the first message of a handshake: 2 for a server's",
                    (context, sample) -> type(context.responseBytes(), sample)));
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
        lists(all);
        return all;
    }

    private static void lists(List<Fetch> all) {
        all.add(Fetch.of(
                "req.ssl_st_ext",
                SampleType.SINT,
                Layer.REQUEST_BYTES,
                "whether a client's first words know tickets of sessions: 2 where they show one",
                (context, sample) -> {
                    HelloCapture hello = lists(context);
                    return hello != null && sample.integer(hello.ticket());
                }));
        all.add(Fetch.of(
                "req.ssl_ec_ext",
                SampleType.BOOL,
                Layer.REQUEST_BYTES,
                "whether a client's first words know groups",
                (context, sample) -> {
                    HelloCapture hello = lists(context);
                    return hello != null && hello.groups().length > 0 && sample.bool(true);
                }));
        all.add(list("req.ssl_cipherlist", "the ciphers that a client's first words offer", HelloCapture::ciphers));
        all.add(list("req.ssl_sigalgs", "the signatures that a client's first words know", HelloCapture::signatures));
        all.add(list("req.ssl_supported_groups", "the groups that a client's first words know", HelloCapture::groups));
        all.add(list(
                "req.ssl_keyshare_groups",
                "the groups that a client's first words bring keys of",
                HelloCapture::shares));
    }

    /** What stands in a list of a client's first words, two bytes each. */
    private interface Bytes {
        byte[] of(HelloCapture hello);
    }

    private static Fetch list(String name, String documentation, Bytes bytes) {
        return Fetch.of(name, SampleType.BIN, Layer.REQUEST_BYTES, documentation, (context, sample) -> {
            HelloCapture hello = lists(context);
            byte[] list = hello == null ? new byte[0] : bytes.of(hello);
            return list.length > 0 && sample.binary(list, 0, list.length);
        });
    }

    private static boolean text(Sample sample, String text) {
        return !text.isEmpty() && sample.text(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static @Nullable PayloadView handshake(@Nullable PayloadView bytes, int needed) {
        boolean there = bytes != null
                && bytes.isPlain()
                && bytes.length() >= needed
                && bytes.at(0) == HANDSHAKE
                && bytes.at(1) == MAJOR;
        return there ? bytes : null;
    }

    private static boolean type(@Nullable PayloadView received, Sample sample) {
        PayloadView bytes = handshake(received, TYPE_AT + 1);
        return bytes != null && sample.integer(bytes.at(TYPE_AT) & 0xFF);
    }

    private static boolean version(SampleContext context, Sample sample) {
        PayloadView bytes = handshake(context.requestBytes(), VERSION_AT + 2);
        return bytes != null
                && bytes.at(TYPE_AT) == HELLO
                && sample.integer((long) (bytes.at(VERSION_AT) & 0xFF) << 16 | bytes.at(VERSION_AT + 1) & 0xFF);
    }

    /** All of the words; null where some are still to come, or they are none. */
    private static @Nullable ClientHello hello(SampleContext context) {
        byte[] copy = copy(context);
        return copy == null ? null : ClientHello.of(copy);
    }

    private static @Nullable HelloCapture lists(SampleContext context) {
        byte[] copy = copy(context);
        return copy == null ? null : ClientHello.listsOf(copy);
    }

    private static byte @Nullable [] copy(SampleContext context) {
        PayloadView bytes = handshake(context.requestBytes(), VERSION_AT + 2);
        if (bytes == null) {
            return null;
        }
        byte[] copy = new byte[bytes.length()];
        bytes.copy(0, copy.length, copy, 0);
        return copy;
    }
}
