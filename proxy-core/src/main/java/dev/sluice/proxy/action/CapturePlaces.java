package dev.sluice.proxy.action;

import dev.sluice.config.CaptureSpec;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/** The places that {@code capture ... len} rules of one proxy fill, one after the other as they are compiled. Confined to who compiles. */
public final class CapturePlaces {
    private static final int NOWHERE = -1;

    private final PrimitiveIterator.OfInt places;

    private CapturePlaces(PrimitiveIterator.OfInt places) {
        this.places = places;
    }

    /** Those that a proxy has declared. */
    public static CapturePlaces of(List<CaptureSpec> specs) {
        List<CaptureSpec> ofRequests =
                specs.stream().filter(CaptureSpec::request).toList();
        return new CapturePlaces(IntStream.range(0, ofRequests.size())
                .filter(place -> ofRequests.get(place).origin() == CaptureSpec.Origin.HTTP_RULE)
                .iterator());
    }

    /** None, while texts are only looked at. */
    public static CapturePlaces none() {
        return new CapturePlaces(IntStream.empty().iterator());
    }

    /** That of the next rule. */
    int next() {
        return places.hasNext() ? places.nextInt() : NOWHERE;
    }
}
