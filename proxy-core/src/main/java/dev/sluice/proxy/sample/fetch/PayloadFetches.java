package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Compiler;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes that were received and not passed on yet. */
final class PayloadFetches {
    private static final Signature RANGE = Signature.of(2, SINT, SINT);
    private static final Signature PREFIXED = Signature.of(2, SINT, SINT, SINT);
    private static final int LENGTH_MAX = 4;

    static final List<Fetch> ALL = List.of(
            length("req.len", Layer.REQUEST_BYTES),
            length("req_len", Layer.REQUEST_BYTES),
            length("res.len", Layer.RESPONSE_BYTES),
            Fetch.of(
                    "req.payload",
                    RANGE,
                    SampleType.BIN,
                    Layer.REQUEST_BYTES,
                    "a range of bytes",
                    range(Layer.REQUEST_BYTES)),
            Fetch.of(
                    "res.payload",
                    RANGE,
                    SampleType.BIN,
                    Layer.RESPONSE_BYTES,
                    "a range of bytes",
                    range(Layer.RESPONSE_BYTES)),
            Fetch.of("payload", RANGE, SampleType.BIN, Layer.INTERNAL, "a range of bytes", range(Layer.INTERNAL)),
            Fetch.of(
                    "req.payload_lv",
                    PREFIXED,
                    SampleType.BIN,
                    Layer.REQUEST_BYTES,
                    "bytes behind their length",
                    prefixed(Layer.REQUEST_BYTES)),
            Fetch.of(
                    "res.payload_lv",
                    PREFIXED,
                    SampleType.BIN,
                    Layer.RESPONSE_BYTES,
                    "bytes behind their length",
                    prefixed(Layer.RESPONSE_BYTES)),
            Fetch.of(
                    "payload_lv",
                    PREFIXED,
                    SampleType.BIN,
                    Layer.INTERNAL,
                    "bytes behind their length",
                    prefixed(Layer.INTERNAL)),
            Fetch.of(
                    "internal.strm.is_htx",
                    SampleType.BOOL,
                    Layer.CONNECTION,
                    "whether the stream is read as HTTP",
                    (c, sample) -> sample.bool(c.isHttp())),
            http("req.proto_http"),
            http("req_proto_http"),
            Fetch.of(
                    "wait_end",
                    SampleType.BOOL,
                    Layer.INTERNAL,
                    "whether no more will come to look at",
                    (context, sample) -> {
                        PayloadView bytes = bytes(context, Layer.INTERNAL);
                        return sample.bool(bytes == null || bytes.isFinal());
                    }));

    private PayloadFetches() {}

    private static @Nullable PayloadView bytes(SampleContext context, Layer layer) {
        return switch (layer) {
            case REQUEST_BYTES -> context.requestBytes();
            case RESPONSE_BYTES -> context.responseBytes();
            default -> context.isResponding() ? context.responseBytes() : context.requestBytes();
        };
    }

    /** Those that can be looked at. */
    private static @Nullable PayloadView plain(SampleContext context, Layer layer) {
        PayloadView bytes = bytes(context, layer);
        return bytes != null && bytes.isPlain() ? bytes : null;
    }

    private static Fetch length(String name, Layer layer) {
        return Fetch.of(name, SampleType.SINT, layer, "how many bytes there are", (context, sample) -> {
            PayloadView bytes = bytes(context, layer);
            return bytes != null && sample.integer(bytes.length());
        });
    }

    private static Fetch http(String name) {
        return Fetch.of(
                name,
                SampleType.BOOL,
                Layer.REQUEST_BYTES,
                "whether it is an HTTP request",
                (context, sample) -> sample.bool(context.request() != null || looksLikeHttp(context)));
    }

    private static boolean looksLikeHttp(SampleContext context) {
        PayloadView bytes = context.requestBytes();
        PayloadView.Guess guess = bytes == null ? PayloadView.Guess.NO : bytes.http();
        context.settled(guess != PayloadView.Guess.NOT_YET);
        return guess == PayloadView.Guess.YES;
    }

    private static Compiler range(Layer layer) {
        return (arguments, scope) -> {
            int offset = offset(arguments, 0);
            int length = offset(arguments, 1);
            return (context, sample) -> {
                PayloadView bytes = plain(context, layer);
                int wanted = bytes == null || length > 0 ? length : bytes.length() - offset;
                boolean there = bytes != null && copy(context, sample, bytes, offset, wanted);
                // A range that is there stays as it is; one without an end grows with what comes.
                context.settled(bytes == null || there && length > 0);
                return there;
            };
        };
    }

    private static int offset(Arguments arguments, int index) throws SampleException {
        long value = arguments.number(index);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw arguments.bad(index, "negative or too large value");
        }
        return (int) value;
    }

    private static Compiler prefixed(Layer layer) {
        return (arguments, scope) -> {
            int at = offset(arguments, 0);
            int size = offset(arguments, 1);
            if (size == 0 || size > LENGTH_MAX) {
                throw arguments.bad(1, "a length of 1 to " + LENGTH_MAX + " bytes is expected");
            }
            boolean relative =
                    arguments.text(2).startsWith("+") || arguments.text(2).startsWith("-");
            int behind = (int) arguments.number(2, 0);
            int data = arguments.has(2) && !relative ? behind : at + size + behind;
            return (context, sample) -> {
                PayloadView bytes = plain(context, layer);
                boolean there = bytes != null
                        && bytes.length() >= at + size
                        && copy(context, sample, bytes, data, bigEndian(bytes, at, size));
                context.settled(bytes == null || there);
                return there;
            };
        };
    }

    private static int bigEndian(PayloadView bytes, int at, int size) {
        int value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes.at(at + i) & 0xFF;
        }
        return value;
    }

    private static boolean copy(SampleContext context, Sample sample, PayloadView bytes, int offset, int length) {
        Scratch scratch = context.scratch();
        if (length <= 0 || length > scratch.longest() || offset < 0 || offset > bytes.length() - length) {
            return false;
        }
        int at = scratch.take(length);
        bytes.copy(offset, length, scratch.memory(), at);
        return sample.binary(scratch.memory(), at, length);
    }
}
