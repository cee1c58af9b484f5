package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.ProxyCredentials;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Bodies as far as they are there, and credentials. */
final class BodyFetches {
    private static final HeaderValues AUTHORIZATION = new HeaderValues(Heads.lower("authorization"), true);
    private static final HeaderValues PROXY_AUTHORIZATION = new HeaderValues(Heads.lower("proxy-authorization"), true);

    static final List<Fetch> ALL = List.of(
            body("req.body", Layer.REQUEST),
            body("res.body", Layer.RESPONSE),
            length("req.body_len", Layer.REQUEST),
            length("res.body_len", Layer.RESPONSE),
            size("req.body_size", Layer.REQUEST),
            size("res.body_size", Layer.RESPONSE),
            Fetch.of("http_auth_type", SampleType.STR, Layer.REQUEST, "the scheme of the credentials", (c, s) -> {
                String line = authorization(c);
                int blank = line.indexOf(' ');
                return blank > 0 && answer(s, line.substring(0, blank));
            }),
            Fetch.of("http_auth_user", SampleType.STR, Layer.REQUEST, "the user of Basic credentials", (c, s) -> {
                String pair = basic(c);
                int colon = pair.indexOf(':');
                return colon >= 0 && answer(s, pair.substring(0, colon));
            }),
            Fetch.of("http_auth_pass", SampleType.STR, Layer.REQUEST, "the password of Basic credentials", (c, s) -> {
                String pair = basic(c);
                int colon = pair.indexOf(':');
                return colon >= 0 && answer(s, pair.substring(colon + 1));
            }),
            Fetch.of(
                    "http_auth_bearer",
                    Signature.of(0, STRING),
                    SampleType.STR,
                    Layer.REQUEST,
                    "the token of Bearer credentials",
                    BodyFetches::bearer));

    private BodyFetches() {}

    private static Fetch body(String name, Layer layer) {
        return Fetch.of(name, SampleType.BIN, layer, "what is there of the body", (context, sample) -> {
            MessageView head = HeaderFetches.message(context, layer);
            return head != null
                    && Heads.text(context, sample, head, head.bodyStart(), head.bodyLength())
                    && sample.binary(sample.bytes(), sample.start(), sample.length());
        });
    }

    private static Fetch length(String name, Layer layer) {
        return Fetch.of(name, SampleType.SINT, layer, "how much is there of the body", (context, sample) -> {
            MessageView head = HeaderFetches.message(context, layer);
            return head != null && sample.integer(head.bodyLength());
        });
    }

    private static Fetch size(String name, Layer layer) {
        return Fetch.of(name, SampleType.SINT, layer, "the announced length of the body", (context, sample) -> {
            MessageView head = HeaderFetches.message(context, layer);
            return head != null && sample.integer(head.contentLength() >= 0 ? head.contentLength() : head.bodyLength());
        });
    }

    private static boolean answer(Sample sample, String text) {
        return sample.text(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String header(SampleContext context, HeaderValues header) {
        MessageView head = context.request();
        Sample line = new Sample();
        return head != null && header.read(context, line, head, 1) ? line.string() : "";
    }

    /** Who asks a proxy as such has other credentials than who asks a site. */
    private static String authorization(SampleContext context) {
        return header(context, ProxyCredentials.areAskedFor(context) ? PROXY_AUTHORIZATION : AUTHORIZATION);
    }

    /** User, colon and password, one character for each byte; empty where they are not said. */
    static String basic(SampleContext context) {
        String line = authorization(context);
        if (!line.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return "";
        }
        try {
            byte[] pair =
                    Base64.getDecoder().decode(line.substring("basic ".length()).strip());
            return new String(pair, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Evaluator bearer(Arguments arguments, CompileScope scope) {
        boolean own = arguments.has(0);
        HeaderValues header = own ? new HeaderValues(Heads.lower(arguments.text(0)), true) : AUTHORIZATION;
        return (context, sample) -> {
            String line = header(context, header);
            int blank = line.indexOf(' ');
            boolean bearer = blank > 0 && line.substring(0, blank).equalsIgnoreCase("Bearer");
            return bearer && answer(sample, line.substring(blank + 1).strip());
        };
    }
}
