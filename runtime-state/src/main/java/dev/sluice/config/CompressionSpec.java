package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The {@code compression} lines of a section: what of the bodies that pass is made smaller.
 *
 * @param said whether there was a line at all
 * @param response the algorithms that responses may have, the last one said first, as ties are decided
 * @param request the algorithm of requests; empty for none
 * @param responseTypes beginnings of the content types of responses that are compressed; empty for all
 * @param requestTypes the same of requests
 * @param offload whether servers are not told that clients understand compressed responses
 * @param directions which ways are compressed
 * @param requestLeast bodies of requests that are shorter stay as they are
 * @param responseLeast bodies of responses that are shorter stay as they are
 */
public record CompressionSpec(
        boolean said,
        List<Algorithm> response,
        List<Algorithm> request,
        List<String> responseTypes,
        List<String> requestTypes,
        boolean offload,
        Set<Direction> directions,
        int requestLeast,
        int responseLeast) {
    /** Nothing is compressed. */
    public static final CompressionSpec NONE = new CompressionSpec(
            false, List.of(), List.of(), List.of(), List.of(), false, Set.of(Direction.RESPONSE), 0, 0);

    /** Keeps copies. */
    public CompressionSpec {
        response = List.copyOf(response);
        request = List.copyOf(request);
        responseTypes = List.copyOf(responseTypes);
        requestTypes = List.copyOf(requestTypes);
        directions = Set.copyOf(directions);
    }

    /** A way that bodies take. */
    public enum Direction {
        REQUEST,
        RESPONSE
    }

    /** How bodies are compressed. */
    public enum Algorithm {
        IDENTITY("identity", ""),
        GZIP("gzip", "gzip"),
        DEFLATE("deflate", "deflate"),
        RAW_DEFLATE("raw-deflate", "deflate");

        private final String word;
        private final String token;

        Algorithm(String word, String token) {
            this.word = word;
            this.token = token;
        }

        /** Its name in a configuration. */
        public String word() {
            return word;
        }

        /** What HTTP calls it; empty for a body that stays as it is. */
        public String token() {
            return token;
        }
    }

    /** With another algorithm for responses, which goes before the others. */
    public CompressionSpec alsoResponse(Algorithm algorithm) {
        List<Algorithm> all = new ArrayList<>(response);
        all.remove(algorithm);
        all.add(0, algorithm);
        return new CompressionSpec(
                true, all, request, responseTypes, requestTypes, offload, directions, requestLeast, responseLeast);
    }

    /** With this algorithm for requests. */
    public CompressionSpec requestBy(Algorithm algorithm) {
        return new CompressionSpec(
                true,
                response,
                List.of(algorithm),
                responseTypes,
                requestTypes,
                offload,
                directions,
                requestLeast,
                responseLeast);
    }

    /** With another content type of responses. */
    public CompressionSpec alsoResponseType(String type) {
        return new CompressionSpec(
                true,
                response,
                request,
                with(responseTypes, type),
                requestTypes,
                offload,
                directions,
                requestLeast,
                responseLeast);
    }

    /** With another content type of requests. */
    public CompressionSpec alsoRequestType(String type) {
        return new CompressionSpec(
                true,
                response,
                request,
                responseTypes,
                with(requestTypes, type),
                offload,
                directions,
                requestLeast,
                responseLeast);
    }

    private static List<String> with(List<String> before, String more) {
        List<String> all = new ArrayList<>(before);
        all.add(more);
        return all;
    }

    /** As an offloader of the servers. */
    public CompressionSpec offloading() {
        return new CompressionSpec(
                true, response, request, responseTypes, requestTypes, true, directions, requestLeast, responseLeast);
    }

    /** In these directions. */
    public CompressionSpec in(Set<Direction> ways) {
        return new CompressionSpec(
                true, response, request, responseTypes, requestTypes, offload, ways, requestLeast, responseLeast);
    }

    /** With these least lengths. */
    public CompressionSpec from(int leastOfRequest, int leastOfResponse) {
        return new CompressionSpec(
                true,
                response,
                request,
                responseTypes,
                requestTypes,
                offload,
                directions,
                leastOfRequest,
                leastOfResponse);
    }
}
