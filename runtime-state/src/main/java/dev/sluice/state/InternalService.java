package dev.sluice.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A page that the program itself serves on a frontend ({@code http-request use-service}, {@code stats uri}). Called on a worker; it
 * must not wait. Its body is pulled while the client takes it.
 */
public interface InternalService {
    /** Answers a request. */
    Response serve(Request request);

    /** Answers a request that may change something; the stage may complete later, on any thread. */
    default CompletionStage<Response> change(Request request) {
        return CompletableFuture.completedFuture(serve(request));
    }

    /**
     * The request.
     *
     * @param method such as {@code GET}
     * @param uri the whole request target, query included
     * @param proxy the proxy whose rule called
     * @param mayChange whether the client may change things
     * @param client who the client is, for the audit
     * @param body the body, one character for each byte; read only where it may change something
     */
    record Request(String method, String uri, Proxy proxy, boolean mayChange, String client, String body) {
        /** One that changes nothing. */
        public Request(String method, String uri, Proxy proxy) {
            this(method, uri, proxy, false, "", "");
        }
    }

    /**
     * The answer.
     *
     * @param status the status code
     * @param contentType the content type
     * @param headers more headers, names in lower case
     * @param body pulled on the worker; not at all where the method is HEAD
     */
    record Response(int status, String contentType, Map<String, String> headers, Body body) {
        /** Keeps a copy of the headers, in their order. */
        public Response {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /** An answer that shows the present and must be fetched anew each time. */
        public Response(int status, String contentType, Body body) {
            this(status, contentType, Map.of("cache-control", "no-cache"), body);
        }
    }

    /** A body in pieces. */
    interface Body {
        /** The next piece, at most some ten kilobytes; null at the end. */
        byte @Nullable [] next();
    }
}
