package dev.sluice.state;

/**
 * What traffic counts, for a frontend, listener, backend or server alike; not each of them moves every one. Named as in the columns of
 * {@code show stat} where there is one.
 */
public enum Counter {
    /** Connections accepted ({@code conn_tot}). */
    CONNECTIONS,
    /** Sessions ({@code stot}): streams handed to a backend or server, connections accepted by a frontend. */
    SESSIONS,
    /** Bytes of requests received ({@code reqbin}). */
    REQUEST_BYTES_IN,
    /** Bytes of requests sent on ({@code reqbout}). */
    REQUEST_BYTES_OUT,
    /** Bytes of responses received ({@code resbin}). */
    RESPONSE_BYTES_IN,
    /** Bytes of responses sent on ({@code resbout}). */
    RESPONSE_BYTES_OUT,
    REQUESTS_DENIED,
    RESPONSES_DENIED,
    REQUEST_ERRORS,
    CONNECT_ERRORS,
    RESPONSE_ERRORS,
    RETRIES,
    REDISPATCHES,
    CLIENT_ABORTS,
    SERVER_ABORTS,
    RESPONSES_1XX,
    RESPONSES_2XX,
    RESPONSES_3XX,
    RESPONSES_4XX,
    RESPONSES_5XX,
    RESPONSES_OTHER,
    /** Requests ({@code req_tot}). */
    REQUESTS,
    /** Times a server was chosen by balancing ({@code lbtot}). */
    LOAD_BALANCED,
    INTERCEPTED,
    DENIED_CONNECTIONS,
    DENIED_SESSIONS,
    FAILED_REWRITES,
    INTERNAL_ERRORS,
    /** Connection attempts to servers ({@code connect}). */
    CONNECT_ATTEMPTS,
    /** Requests sent on a reused connection ({@code reuse}). */
    CONNECTION_REUSES,
    FAILED_CHECKS,
    /** Rows of errors that something followed from ({@code hanafail}). */
    FAILED_OBSERVATIONS,
    /** Transitions from up to down ({@code chkdown}). */
    DOWN_TRANSITIONS,
    HTTP1_SESSIONS,
    HTTP1_REQUESTS,
    /** Of the requests those that began with a byte ({@code h1_total_streams}); a client that came and went without one is a request too. */
    HTTP1_STREAMS,
    /** Bytes received over HTTP/1 as they were on the wire ({@code h1_bytes_in}). */
    HTTP1_BYTES_IN,
    /** Bytes sent over HTTP/1 as they were on the wire ({@code h1_bytes_out}). */
    HTTP1_BYTES_OUT,
    /** Frames received and sent over HTTP/2, by their kinds ({@code h2_headers_rcvd} and the like); of PUSH_PROMISE and pings nothing is counted. */
    HTTP2_HEADERS_IN,
    HTTP2_DATA_IN,
    HTTP2_SETTINGS_IN,
    HTTP2_RESETS_IN,
    HTTP2_GOAWAYS_IN,
    HTTP2_RESETS_OUT,
    HTTP2_GOAWAYS_OUT,
    /** What peers said against the rules of HTTP/2, by what it ended. */
    HTTP2_CONNECTION_ERRORS,
    HTTP2_STREAM_ERRORS,
    /** Connections that speak HTTP/2 and their streams: begun, and of these ended. */
    HTTP2_CONNECTIONS,
    HTTP2_CONNECTIONS_ENDED,
    HTTP2_STREAMS,
    HTTP2_STREAMS_ENDED,
    HTTP2_SESSIONS,
    HTTP2_REQUESTS,
    /** TLS handshakes that succeeded ({@code ssl_sess}). */
    TLS_SESSIONS,
    /** Of those the ones that took up an earlier session ({@code ssl_reused_sess}). */
    TLS_RESUMED,
    /** TLS handshakes that failed ({@code ssl_failed_handshake}). */
    TLS_FAILED,
    /** OCSP responses given to clients that asked for one ({@code ssl_ocsp_staple}). */
    TLS_STAPLED,
    /** Clients that asked for one and got none, since it had expired ({@code ssl_failed_ocsp_staple}). */
    TLS_STAPLE_FAILED,
    /** Bytes of responses given to compression ({@code comp_in}); of the process those of requests as well. */
    COMPRESSION_BYTES_IN,
    /** Bytes that compression made of them ({@code comp_out}). */
    COMPRESSION_BYTES_OUT,
    /** Bytes of responses that were to be compressed by leaving them as they are ({@code comp_byp}). */
    COMPRESSION_BYTES_BYPASSED,
    /** Responses compressed ({@code comp_rsp}). */
    COMPRESSED_RESPONSES,
    /** Requests looked for in a cache ({@code cache_lookups}). */
    CACHE_LOOKUPS,
    /** Requests answered from a cache ({@code cache_hits}). */
    CACHE_HITS,
    /** Requests whose clients were told links that a cache knew ({@code cache_hint_hits}). */
    CACHE_HINT_HITS,
    /** Bytes moved by splice(2). */
    SPLICED_BYTES;

    /** How many there are. */
    static final int COUNT = values().length;
}
