package dev.sluice.stats;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.state.InternalService.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.zip.GZIPOutputStream;

/**
 * Metrics on an address of their own, {@code /metrics}, apart from the traffic's workers. Compresses for who asks for it; the text shrinks to
 * a twentieth. Its work runs on the executor that it is given.
 */
public final class MetricsServer implements AutoCloseable {
    /** Scrapes that wait to be accepted; a collector comes every few seconds. */
    private static final int BACKLOG = 64;

    private static final String PATH = "/metrics";

    private final HttpServer server;
    private final PrometheusExporter exporter;

    private MetricsServer(HttpServer server, PrometheusExporter exporter) {
        this.server = server;
        this.exporter = exporter;
    }

    /**
     * Listens and serves.
     *
     * @param executor bounded, since each scrape under way holds one of its threads
     * @throws IOException where the address cannot be listened on
     */
    public static MetricsServer start(InetSocketAddress address, PrometheusExporter exporter, Executor executor)
            throws IOException {
        limit("sun.net.httpserver.maxReqTime", "2");
        limit("sun.net.httpserver.maxRspTime", "60");
        HttpServer http = HttpServer.create(address, BACKLOG);
        MetricsServer server = new MetricsServer(http, exporter);
        http.createContext("/", server::handle);
        http.setExecutor(executor);
        http.start();
        return server;
    }

    /** Loads what a server loads by path, for a process whose paths will mean something else. */
    public static void loadLibraries() throws IOException {
        HttpServer.create().stop(0);
    }

    /** Who sends or takes too slowly is cut off after so many seconds, unless whoever started the program said otherwise. */
    private static void limit(String property, String seconds) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, seconds);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                brief(exchange, 405, "Only GET and HEAD are answered.\n");
            } else if (PATH.equals(path)) {
                metrics(exchange, method.equals("HEAD"));
            } else if ("/".equals(path)) {
                brief(exchange, 200, "Metrics are at " + PATH + "\n");
            } else {
                brief(exchange, 404, "Nothing is here; metrics are at " + PATH + "\n");
            }
        }
    }

    private static void brief(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private void metrics(HttpExchange exchange, boolean head) throws IOException {
        Response response = exporter.answer(exchange.getRequestURI().toString());
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.contentType());
        response.headers().forEach(headers::set);
        boolean compressed = acceptsGzip(exchange.getRequestHeaders());
        headers.set("Vary", "accept-encoding");
        if (compressed) {
            headers.set("Content-Encoding", "gzip");
        }
        if (head) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), 0);
        OutputStream plain = exchange.getResponseBody();
        try (OutputStream out = compressed ? new GZIPOutputStream(plain, 8192) : plain) {
            for (byte[] piece = response.body().next();
                    piece != null;
                    piece = response.body().next()) {
                out.write(piece);
            }
        }
    }

    /** Whether gzip is among what the client takes, and not refused with a quality of 0 (RFC 9110 section 12.5.3). */
    static boolean acceptsGzip(Headers headers) {
        for (String line : headers.getOrDefault("Accept-Encoding", List.of())) {
            for (String element : line.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parts = element.trim().split("\\s*;\\s*", -1);
                boolean refused = parts.length > 1 && parts[1].matches("q=0(\\.0{0,3})?");
                if (parts[0].equals("gzip") && !refused) {
                    return true;
                }
            }
        }
        return false;
    }
}
