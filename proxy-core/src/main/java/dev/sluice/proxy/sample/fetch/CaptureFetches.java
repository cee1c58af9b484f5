package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;

import dev.sluice.proxy.sample.Captured;
import dev.sluice.proxy.sample.Compiler;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.UniqueId;
import java.util.List;

/** What was kept of requests and responses, and what numbers them. */
final class CaptureFetches {
    private static final Signature PLACE = Signature.of(1, SINT);

    static final List<Fetch> ALL = List.of(
            Fetch.of(
                    "capture.req.hdr",
                    PLACE,
                    SampleType.STR,
                    Layer.INTERNAL,
                    "what was kept of the request",
                    captured(true)),
            Fetch.of(
                    "capture.res.hdr",
                    PLACE,
                    SampleType.STR,
                    Layer.INTERNAL,
                    "what was kept of the response",
                    captured(false)),
            Fetch.of(
                    "unique-id",
                    SampleType.STR,
                    Layer.INTERNAL,
                    "what unique-id-format makes of the request, the same to its end",
                    (context, sample) -> {
                        byte[] id = UniqueId.of(context);
                        return id != null && sample.text(id);
                    }));

    private CaptureFetches() {}

    private static Compiler captured(boolean request) {
        return (arguments, scope) -> {
            int place = (int) arguments.number(0);
            return (context, sample) -> {
                Captured kept = Captured.of(context);
                byte[] value = kept == null ? null : kept.value(request, place);
                return value != null && sample.text(value);
            };
        };
    }
}
