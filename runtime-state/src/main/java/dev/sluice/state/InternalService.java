package dev.sluice.state;

import org.jspecify.annotations.Nullable;

/**
 * A page that the program itself serves on a frontend ({@code http-request use-service}, {@code stats uri}). Called on a worker; it
 * must not wait. Its body is pulled while the client takes it.
 */
public interface InternalService {
    /** Answers a request. */
    Response serve(Request request);

    /**
     * The request.
     *
     * @param method such as {@code GET}
     * @param uri the whole request target, query included
     * @param proxy the proxy whose rule called
     */
    record Request(String method, String uri, Proxy proxy) {}

    /**
     * The answer.
     *
     * @param status the status code
     * @param contentType the content type
     * @param body pulled on the worker
     */
    record Response(int status, String contentType, Body body) {}

    /** A body in pieces. */
    interface Body {
        /** The next piece, at most some ten kilobytes; null at the end. */
        byte @Nullable [] next();
    }
}
