package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What was done with a response on its way. */
final class DeliveryFetches {
    static final List<Fetch> ALL = List.of(
            Fetch.of(
                    "res.cache_hit",
                    SampleType.BOOL,
                    Layer.DELIVERY,
                    "whether the response comes from a cache",
                    (context, sample) -> sample.bool(!context.cacheName().isEmpty())),
            Fetch.of(
                    "res.cache_name",
                    SampleType.STR,
                    Layer.DELIVERY,
                    "the cache that it comes from",
                    (context, sample) -> {
                        String name = context.cacheName();
                        return !name.isEmpty() && sample.text(name.getBytes(StandardCharsets.ISO_8859_1));
                    }),
            Fetch.of(
                    "res.comp",
                    SampleType.BOOL,
                    Layer.DELIVERY,
                    "whether the response is compressed here",
                    (context, sample) -> sample.bool(!context.compression().isEmpty())),
            Fetch.of(
                    "res.comp_algo",
                    SampleType.STR,
                    Layer.DELIVERY,
                    "the algorithm that it is compressed by",
                    (context, sample) -> {
                        String word = context.compression();
                        return !word.isEmpty() && sample.text(word.getBytes(StandardCharsets.ISO_8859_1));
                    }));

    private DeliveryFetches() {}
}
