package dev.sluice.config;

/**
 * A place where something of a request or response is kept for the log and for later rules.
 *
 * @param request whether it is of the request
 * @param origin what declared it
 * @param header the header field whose value is kept, in lower case; empty where rules fill it
 * @param length bytes that are kept
 */
public record CaptureSpec(boolean request, Origin origin, String header, int length) {
    /** What declares a place. */
    public enum Origin {
        /** {@code capture request header} and {@code capture response header}. */
        HEADER,
        /** {@code declare capture}. */
        DECLARED,
        /** {@code http-request capture ... len}. */
        HTTP_RULE
    }
}
