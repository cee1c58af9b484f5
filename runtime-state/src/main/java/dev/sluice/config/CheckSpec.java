package dev.sluice.config;

import java.util.List;
import java.util.Map;

/**
 * How servers are checked.
 *
 * @param http whether an HTTP request is sent; otherwise a connection is enough
 * @param method the request's method
 * @param uri the request's URI
 * @param version {@code HTTP/1.0} or {@code HTTP/1.1}
 * @param headers more headers, in order
 * @param expectStatus accepted status ranges; empty for 2xx and 3xx
 * @param expectNegated whether the ranges are the refused ones
 * @param disableOn404 whether 404 stops balancing to the server without taking it down
 */
public record CheckSpec(
        boolean http,
        String method,
        String uri,
        String version,
        List<Map.Entry<String, String>> headers,
        List<StatusRange> expectStatus,
        boolean expectNegated,
        boolean disableOn404) {
    /** A plain connection. */
    public static final CheckSpec CONNECT =
            new CheckSpec(false, "OPTIONS", "/", "HTTP/1.0", List.of(), List.of(), false, false);

    /** Keeps copies of the lists. */
    public CheckSpec {
        headers = List.copyOf(headers);
        expectStatus = List.copyOf(expectStatus);
    }

    /** The same with or without a request. */
    public CheckSpec withHttp(boolean http) {
        return new CheckSpec(http, method, uri, version, headers, expectStatus, expectNegated, disableOn404);
    }

    /** The same with another request. */
    public CheckSpec withRequest(String method, String uri, String version) {
        return new CheckSpec(http, method, uri, version, headers, expectStatus, expectNegated, disableOn404);
    }

    /** The same with other headers. */
    public CheckSpec withHeaders(List<Map.Entry<String, String>> headers) {
        return new CheckSpec(http, method, uri, version, headers, expectStatus, expectNegated, disableOn404);
    }

    /** The same with other answers that are good, or with {@code negated} bad. */
    public CheckSpec withExpected(List<StatusRange> ranges, boolean negated) {
        return new CheckSpec(http, method, uri, version, headers, ranges, negated, disableOn404);
    }

    /** The same with 404 stopping only the balancing. */
    public CheckSpec withDisableOn404() {
        return new CheckSpec(http, method, uri, version, headers, expectStatus, expectNegated, true);
    }

    /** Status codes from {@code low} to {@code high}, both included. */
    public record StatusRange(int low, int high) {
        /** Reads {@code 200} or {@code 200-399}. */
        public static StatusRange parse(String text) {
            int low = Integer.parseInt(text.substring(0, 3));
            return new StatusRange(low, text.length() == 3 ? low : Integer.parseInt(text.substring(4)));
        }
    }
}
