package dev.sluice.stats;

import static dev.sluice.stats.StatField.u64;

import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Frontend;
import dev.sluice.state.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Columns after {@code -}: what single protocols count. Nothing is spliced so far: what would count that is 0 and has its place already. */
final class ModuleFields {
    private static final List<StatField> HTTP_2 = List.of(
            http2("h2_headers_rcvd", "HEADERS frames received", Counter.HTTP2_HEADERS_IN),
            http2("h2_data_rcvd", "DATA frames received", Counter.HTTP2_DATA_IN),
            http2("h2_settings_rcvd", "SETTINGS frames received", Counter.HTTP2_SETTINGS_IN),
            http2("h2_rst_stream_rcvd", "RST_STREAM frames received", Counter.HTTP2_RESETS_IN),
            http2("h2_goaway_rcvd", "GOAWAY frames received", Counter.HTTP2_GOAWAYS_IN),
            http2(
                    "h2_detected_conn_protocol_errors",
                    "violations of HTTP/2 that ended a connection",
                    Counter.HTTP2_CONNECTION_ERRORS),
            http2(
                    "h2_detected_strm_protocol_errors",
                    "violations of HTTP/2 that ended a stream",
                    Counter.HTTP2_STREAM_ERRORS),
            http2("h2_rst_stream_resp", "RST_STREAM frames sent", Counter.HTTP2_RESETS_OUT),
            http2("h2_goaway_resp", "GOAWAY frames sent", Counter.HTTP2_GOAWAYS_OUT),
            open(
                    "h2_open_connections",
                    "HTTP/2 connections open now",
                    Counter.HTTP2_CONNECTIONS,
                    Counter.HTTP2_CONNECTIONS_ENDED),
            open(
                    "h2_backend_open_streams",
                    "HTTP/2 streams open now",
                    Counter.HTTP2_STREAMS,
                    Counter.HTTP2_STREAMS_ENDED),
            http2("h2_total_connections", "HTTP/2 connections since start", Counter.HTTP2_CONNECTIONS),
            http2("h2_backend_total_streams", "HTTP/2 streams since start", Counter.HTTP2_STREAMS));

    private static final List<StatField> TLS = List.of(
            counted("ssl_sess", "TLS sessions since start", Counter.TLS_SESSIONS),
            counted("ssl_reused_sess", "TLS sessions that were resumed", Counter.TLS_RESUMED),
            counted("ssl_failed_handshake", "TLS handshakes that failed", Counter.TLS_FAILED),
            counted("ssl_ocsp_staple", "OCSP responses stapled", Counter.TLS_STAPLED),
            counted("ssl_failed_ocsp_staple", "OCSP responses that could not be stapled", Counter.TLS_STAPLE_FAILED));

    private static final List<StatField> HTTP_1 = List.of(
            http1(
                    "h1_open_connections",
                    "MGPV",
                    "HTTP/1 connections open now",
                    frontend -> frontend.sessions().get(),
                    ModuleFields::openConnections),
            http1(
                    "h1_open_streams",
                    "MGPV",
                    "HTTP/1 requests under way now",
                    ModuleFields::openRequests,
                    backend -> backend.sessions().get()),
            http1(
                    "h1_total_connections",
                    "MCPV",
                    "HTTP/1 connections since start",
                    frontend -> frontend.counters().sum(Counter.HTTP1_SESSIONS),
                    backend -> backend.counters().sum(Counter.CONNECT_ATTEMPTS)),
            http1(
                    "h1_total_streams",
                    "MCPV",
                    "HTTP/1 requests since start",
                    frontend -> frontend.counters().sum(Counter.HTTP1_STREAMS),
                    backend -> backend.counters().sum(Counter.CONNECT_ATTEMPTS)
                            + backend.counters().sum(Counter.CONNECTION_REUSES)),
            http1(
                    "h1_bytes_in",
                    "MCPV",
                    "bytes received over HTTP/1",
                    frontend -> frontend.counters().sum(Counter.HTTP1_BYTES_IN),
                    backend -> backend.counters().sum(Counter.HTTP1_BYTES_IN)),
            http1(
                    "h1_bytes_out",
                    "MCPV",
                    "bytes sent over HTTP/1",
                    frontend -> frontend.counters().sum(Counter.HTTP1_BYTES_OUT),
                    backend -> backend.counters().sum(Counter.HTTP1_BYTES_OUT)),
            absent("h1_spliced_bytes_in", "MCPV", "bytes received over HTTP/1 that were spliced"),
            absent("h1_spliced_bytes_out", "MCPV", "bytes sent over HTTP/1 that were spliced"));

    static final List<StatField> LIST = joined();

    private static final List<Counter> ENDS = List.of(
            Counter.RESPONSES_1XX,
            Counter.RESPONSES_2XX,
            Counter.RESPONSES_3XX,
            Counter.RESPONSES_4XX,
            Counter.RESPONSES_5XX,
            Counter.RESPONSES_OTHER);

    private ModuleFields() {}

    private static List<StatField> joined() {
        List<StatField> all = new ArrayList<>(HTTP_2);
        all.addAll(TLS);
        all.addAll(HTTP_1);
        return List.copyOf(all);
    }

    private static StatField absent(String name, String letters, String description) {
        return u64(name, description)
                .frontend(letters, (frontend, at) -> 0)
                .backend(letters, (backend, at) -> 0)
                .build();
    }

    private static StatField http2(String name, String description, Counter counter) {
        return u64(name, description)
                .frontend("MCPV", (frontend, at) -> frontend.counters().sum(counter))
                .backend("MCPV", (backend, at) -> backend.counters().sum(counter))
                .build();
    }

    /** What has begun and not ended; a clear takes nothing away from it. */
    private static StatField open(String name, String description, Counter begun, Counter ended) {
        return u64(name, description)
                .frontend("MGPV", (frontend, at) -> open(frontend.counters(), begun, ended))
                .backend("MGPV", (backend, at) -> open(backend.counters(), begun, ended))
                .build();
    }

    /** Ends are read first, so that what begins and ends meanwhile makes it too large and never negative. */
    private static long open(CounterSet counters, Counter begun, Counter ended) {
        long over = counters.total(ended);
        return Math.max(0, counters.total(begun) - over);
    }

    private static StatField counted(String name, String description, Counter counter) {
        return u64(name, description)
                .frontend("MCPV", (frontend, at) -> frontend.counters().sum(counter))
                .listener("MCPV", (listener, at) -> listener.counters().sum(counter))
                .backend("MCPV", (backend, at) -> backend.counters().sum(counter))
                .server("MCPV", (server, at) -> server.counters().sum(counter))
                .build();
    }

    private static StatField http1(
            String name,
            String letters,
            String description,
            ToLongFunction<Frontend> ofFrontend,
            ToLongFunction<Backend> ofBackend) {
        return u64(name, description)
                .frontend(letters, (frontend, at) -> Subjects.isHttp(frontend) ? ofFrontend.applyAsLong(frontend) : 0)
                .backend(letters, (backend, at) -> ifHttp(backend, ofBackend))
                .build();
    }

    private static long ifHttp(Backend backend, ToLongFunction<Backend> value) {
        return Subjects.isHttp(backend) ? value.applyAsLong(backend) : 0;
    }

    /** Each that has begun is counted once when it ends, by its status; a clear takes neither back. */
    private static long openRequests(Frontend frontend) {
        CounterSet counters = frontend.counters();
        long ended = 0;
        for (Counter each : ENDS) {
            ended += counters.total(each);
        }
        return Math.max(0, counters.total(Counter.HTTP1_REQUESTS) - ended);
    }

    private static long openConnections(Backend backend) {
        long open = 0;
        for (Server server : backend.servers()) {
            open += server.usedConnections().get() + server.idleConnections().get();
        }
        return open;
    }
}
