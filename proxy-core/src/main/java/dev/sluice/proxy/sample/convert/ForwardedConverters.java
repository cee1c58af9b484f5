package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The field {@code Forwarded} (RFC 7239): whether it is well-formed, what it says, and parts for a new one. */
final class ForwardedConverters {
    static final List<Converter> ALL = List.of(
            Converter.of(
                    "rfc7239_is_valid",
                    SampleType.STR,
                    SampleType.BOOL,
                    "whether it is a well-formed Forwarded",
                    (context, sample) -> sample.bool(ForwardedElement.parse(sample.string()) != null)),
            Converter.of(
                    "rfc7239_field",
                    Signature.of(1, STRING),
                    SampleType.STR,
                    SampleType.STR,
                    "what a Forwarded says of proto, host, for or by",
                    (arguments, scope) -> {
                        String name = arguments.text(0);
                        return (context, sample) -> {
                            ForwardedElement element = ForwardedElement.parse(sample.string());
                            String value =
                                    element == null ? null : element.values().get(name);
                            return value != null && text(sample, value);
                        };
                    }),
            Converter.of(
                    "rfc7239_n2nn",
                    SampleType.STR,
                    SampleType.ANY,
                    "the name or address of a node",
                    (context, sample) -> name(sample)),
            Converter.of(
                    "rfc7239_n2np",
                    SampleType.STR,
                    SampleType.ANY,
                    "the port of a node",
                    (context, sample) -> port(sample)),
            Converter.of(
                    "rfc7239_nn", SampleType.ANY, SampleType.STR, "as the name of a node", ForwardedConverters::toName),
            Converter.of(
                    "rfc7239_np",
                    SampleType.ANY,
                    SampleType.STR,
                    "as the port of a node",
                    ForwardedConverters::toPort));

    private ForwardedConverters() {}

    private static boolean text(Sample sample, String text) {
        return sample.text(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean name(Sample sample) {
        ForwardedElement.Node node = ForwardedElement.Node.parse(sample.string());
        if (node == null) {
            return false;
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(node.bareName());
        return address == null ? text(sample, node.name()) : sample.address(address);
    }

    private static boolean port(Sample sample) {
        ForwardedElement.Node node = ForwardedElement.Node.parse(sample.string());
        String port = node == null ? null : node.port();
        if (port == null) {
            return false;
        }
        return port.startsWith("_") ? text(sample, port) : sample.integer(Integer.parseInt(port));
    }

    private static boolean toName(SampleContext context, Sample sample) {
        if (sample.type() == SampleType.IPV6) {
            return Casts.cast(sample, SampleType.STR, context.scratch()) && text(sample, "[" + sample.string() + "]");
        }
        if (sample.type() == SampleType.IPV4) {
            return Casts.cast(sample, SampleType.STR, context.scratch());
        }
        String hidden = hidden(context, sample);
        return hidden != null && text(sample, hidden.length() == 1 ? "unknown" : hidden);
    }

    private static boolean toPort(SampleContext context, Sample sample) {
        if (sample.type() == SampleType.SINT) {
            return text(sample, Long.toString(sample.number() & 0xFFFF_FFFFL));
        }
        String hidden = hidden(context, sample);
        return hidden != null && hidden.length() > 1 && text(sample, hidden);
    }

    /** A text behind the sign that makes it an identifier; null where it cannot be one. */
    private static @Nullable String hidden(SampleContext context, Sample sample) {
        if (!Casts.cast(sample, SampleType.STR, context.scratch())) {
            return null;
        }
        String text = "_" + sample.string();
        return text.length() == 1 || ForwardedElement.isHidden(text) ? text : null;
    }
}
