package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Hashes;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Literals;
import dev.sluice.proxy.sample.LogView;
import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first line of requests and responses, and what is put together of it. */
final class RequestLineFetches {
    private static final byte[] ONE_ZERO = "1.0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ONE_ONE = "1.1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TWO = "2.0".getBytes(StandardCharsets.US_ASCII);
    private static final int DEFAULT_PORT = 80;

    static final List<Fetch> ALL = List.of(
            text("path", "the path, without the query", RequestLineFetches::path),
            text("pathq", "the path with the query", RequestLineFetches::pathq),
            text(
                    "url",
                    "the request target as it came",
                    (c, s, head) -> Heads.text(c, s, head, head.targetStart(), head.targetLength())),
            text("base", "the first Host and the path", (c, s, head) -> base(c, s, head, false)),
            text("baseq", "the first Host, the path and the query", (c, s, head) -> base(c, s, head, true)),
            number("base32", "a hash of base", (c, s, head) -> base(c, s, head, false) && hash(s)),
            number("url32", "a hash of the first Host and the target", (c, s, head) -> url32(c, s, head) && hash(s)),
            binary(
                    "base32+src",
                    "base32 and the client's address",
                    (c, s, head) -> base(c, s, head, false) && hash(s) && withSource(c, s)),
            binary(
                    "url32+src",
                    "url32 and the client's address",
                    (c, s, head) -> url32(c, s, head) && hash(s) && withSource(c, s)),
            Fetch.of(
                    "query",
                    Signature.of(0, STRING),
                    SampleType.STR,
                    Layer.REQUEST,
                    "the query, with its question mark where 'with_qm' is said",
                    RequestLineFetches::query),
            Fetch.of("method", SampleType.METH, Layer.REQUEST, "the method", (context, sample) -> {
                MessageView head = context.request();
                return head != null
                        && Heads.text(context, sample, head, head.methodStart(), head.methodLength())
                        && sample.method(sample.bytes(), sample.start(), sample.length());
            }),
            version("req.ver", Layer.REQUEST),
            version("req_ver", Layer.REQUEST),
            version("res.ver", Layer.RESPONSE),
            version("resp_ver", Layer.RESPONSE),
            Fetch.of("status", SampleType.SINT, Layer.RESPONSE, "the status of the response", (context, sample) -> {
                MessageView head = context.response();
                return head != null && sample.integer(head.status());
            }),
            Fetch.of(
                    "server_status",
                    SampleType.SINT,
                    Layer.INTERNAL,
                    "the status that the server sent",
                    (c, sample) -> {
                        LogView log = c.log();
                        return log != null && log.serverStatus() > 0 && sample.integer(log.serverStatus());
                    }),
            Fetch.of("url_ip", SampleType.IPV4, Layer.REQUEST, "the address in the target", RequestLineFetches::urlIp),
            Fetch.of("url_port", SampleType.SINT, Layer.REQUEST, "the port in the target", RequestLineFetches::urlPort),
            captured("capture.req.method", "the method, in the response too", 0),
            captured("capture.req.uri", "the path and query, in the response too", 1),
            captured("capture.req.ver", "HTTP and the version, in the response too", 2),
            Fetch.of(
                    "http_first_req",
                    SampleType.BOOL,
                    Layer.CONNECTION,
                    "whether it is the connection's first",
                    (c, s) -> {
                        LogView log = c.log();
                        return log != null && s.bool(log.isFirstRequest());
                    }));

    private RequestLineFetches() {}

    private interface OfRequest {
        boolean read(SampleContext context, Sample sample, MessageView head);
    }

    private static Fetch text(String name, String documentation, OfRequest reader) {
        return Fetch.of(name, SampleType.STR, Layer.REQUEST, documentation, of(reader));
    }

    private static Fetch number(String name, String documentation, OfRequest reader) {
        return Fetch.of(name, SampleType.SINT, Layer.REQUEST, documentation, of(reader));
    }

    private static Fetch binary(String name, String documentation, OfRequest reader) {
        return Fetch.of(name, SampleType.BIN, Layer.REQUEST, documentation, of(reader));
    }

    private static Evaluator of(OfRequest reader) {
        return (context, sample) -> {
            MessageView head = context.request();
            return head != null && reader.read(context, sample, head);
        };
    }

    private static boolean path(SampleContext context, Sample sample, MessageView head) {
        int start = Heads.pathStart(head);
        return start >= 0 && Heads.text(context, sample, head, start, Heads.queryMark(head, start) - start);
    }

    private static boolean pathq(SampleContext context, Sample sample, MessageView head) {
        int start = Heads.pathStart(head);
        int end = head.targetStart() + head.targetLength();
        return start >= 0 && Heads.text(context, sample, head, start, end - start);
    }

    private static boolean base(SampleContext context, Sample sample, MessageView head, boolean query) {
        int start = Heads.pathStart(head);
        if (start < 0) {
            return Heads.find(head, Heads.HOST, 0) >= 0 && join(context, sample, head, 0, 0);
        }
        int end = query ? head.targetStart() + head.targetLength() : Heads.queryMark(head, start);
        return join(context, sample, head, start, end - start);
    }

    private static boolean url32(SampleContext context, Sample sample, MessageView head) {
        int start = Heads.pathStart(head);
        int end = head.targetStart() + head.targetLength();
        return join(context, sample, head, Math.max(0, start), start < 0 ? 0 : end - start);
    }

    /** The first Host, then a part of the head. */
    private static boolean join(SampleContext context, Sample sample, MessageView head, int start, int length) {
        int host = Heads.find(head, Heads.HOST, 0);
        int before = host < 0 ? 0 : head.valueLength(host);
        Scratch scratch = context.scratch();
        if (before + length > scratch.longest()) {
            return false;
        }
        int at = scratch.take(before + length);
        if (before > 0) {
            head.copy(head.valueStart(host), before, scratch.memory(), at);
        }
        head.copy(start, length, scratch.memory(), at + before);
        return sample.text(scratch.memory(), at, before + length);
    }

    private static boolean hash(Sample sample) {
        return sample.integer(
                Hashes.avalanche(Hashes.sdbm(sample.bytes(), sample.start(), sample.length())) & 0xFFFF_FFFFL);
    }

    private static boolean withSource(SampleContext context, Sample sample) {
        ConnectionView client = context.client();
        byte[] source = client == null ? new byte[0] : client.source();
        if (source.length == 0) {
            return false;
        }
        Scratch scratch = context.scratch();
        int at = scratch.take(4 + source.length);
        for (int i = 0; i < 4; i++) {
            scratch.memory()[at + i] = (byte) (sample.number() >> 24 - 8 * i);
        }
        System.arraycopy(source, 0, scratch.memory(), at + 4, source.length);
        return sample.binary(scratch.memory(), at, 4 + source.length);
    }

    private static Evaluator query(Arguments arguments, CompileScope scope) throws SampleException {
        boolean mark = arguments.text(0).equals("with_qm");
        if (arguments.has(0) && !mark) {
            throw arguments.bad("Invalid option '" + arguments.text(0) + "'");
        }
        return of((context, sample, head) -> {
            int at = Heads.queryMark(head, head.targetStart());
            int end = head.targetStart() + head.targetLength();
            int start = mark ? at : Math.min(end, at + 1);
            return Heads.text(context, sample, head, start, end - start);
        });
    }

    private static Fetch version(String name, Layer layer) {
        return Fetch.of(name, SampleType.STR, layer, "the version of HTTP, such as 1.1", (context, sample) -> {
            MessageView head = layer == Layer.REQUEST ? context.request() : context.response();
            return head != null && sample.text(head.version() == 10 ? ONE_ZERO : head.version() == 11 ? ONE_ONE : TWO);
        });
    }

    private static boolean urlIp(SampleContext context, Sample sample) {
        String host = host(context);
        int colon = host.lastIndexOf(':');
        long address = Literals.ipv4(colon < 0 ? host : host.substring(0, colon));
        return address >= 0 && sample.ipv4(address);
    }

    private static boolean urlPort(SampleContext context, Sample sample) {
        String host = host(context);
        int colon = host.lastIndexOf(':');
        boolean said = colon >= 0 && host.substring(colon + 1).matches("[0-9]{1,5}");
        return context.request() != null
                && sample.integer(said ? Integer.parseInt(host.substring(colon + 1)) : DEFAULT_PORT);
    }

    /** The authority in the target; empty for none. */
    private static String host(SampleContext context) {
        MessageView head = context.request();
        if (head == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < head.targetLength(); i++) {
            text.append((char) (head.at(head.targetStart() + i) & 0xFF));
        }
        int from = text.indexOf("://");
        int to = from < 0 ? -1 : text.indexOf("/", from + 3);
        return from < 0 ? "" : text.substring(from + 3, to < 0 ? text.length() : to);
    }

    /** A word of the request line as it was kept for the log. */
    private static Fetch captured(String name, String documentation, int word) {
        return Fetch.of(name, SampleType.STR, Layer.INTERNAL, documentation, (context, sample) -> {
            LogView log = context.log();
            byte @Nullable [] line = log == null ? null : log.requestLine();
            if (log == null || line == null || log.requestLineLength() == 0) {
                return false;
            }
            int start = 0;
            for (int skipped = 0; skipped < word; skipped++) {
                start = blank(line, start, log.requestLineLength()) + 1;
            }
            int end = blank(line, start, log.requestLineLength());
            return start < end && sample.text(line, start, end - start);
        });
    }

    private static int blank(byte[] line, int from, int end) {
        int at = from;
        while (at < end && line[at] != ' ') {
            at++;
        }
        return at;
    }
}
