package dev.sluice.proxy.action;

import dev.sluice.config.parse.Place;
import dev.sluice.proxy.sample.Layer;

/** When rules about HTTP run. */
public enum Stage {
    /** {@code http-request}: the head of the request is there. */
    REQUEST(Place.HTTP_REQUEST, Layer.Stage.REQUEST),
    /** {@code http-response}: the head of a server's response is there. */
    RESPONSE(Place.HTTP_RESPONSE, Layer.Stage.RESPONSE),
    /** {@code http-after-response}: a response is about to leave, whoever made it. */
    AFTER_RESPONSE(Place.HTTP_AFTER_RESPONSE, Layer.Stage.RESPONSE);

    private final Place place;
    private final Layer.Stage layers;

    Stage(Place place, Layer.Stage layers) {
        this.place = place;
        this.layers = layers;
    }

    /** Where its actions stand in a configuration. */
    public Place place() {
        return place;
    }

    /** What expressions can see. */
    public Layer.Stage layers() {
        return layers;
    }

    /** The stage whose actions stand at {@code place}. */
    public static Stage of(Place place) {
        for (Stage each : values()) {
            if (each.place == place) {
                return each;
            }
        }
        throw new IllegalArgumentException(place.word());
    }
}
