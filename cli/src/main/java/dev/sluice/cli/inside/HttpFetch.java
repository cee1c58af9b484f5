package dev.sluice.cli.inside;

import dev.sluice.operation.inspect.Fetched;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One request on a connection of its own, for {@code httpclient}: what came is told as it came. */
final class HttpFetch {
    /** Waiting longer tells no more; the thread is wanted back. */
    private static final int TIMEOUT_MILLIS = 5000;

    /** An answer that is not whole by then never will be, however steadily it drips. */
    private static final int WHOLE_MILLIS = 15_000;

    /** Longer heads or lines are no answer that anybody reads. */
    private static final int HEAD_MAX = 65_536;

    /** Of longer bodies the beginning is shown. */
    private static final int BODY_MAX = 16 * 1024 * 1024;

    private static final Fetched NONE =
            new Fetched(0, "Service Unavailable", List.of(Map.entry("content-length", "0")), "");

    private static final Fetched BROKEN = page("Bad Gateway", """
            <html><body><h1>502 Bad Gateway</h1>
            The server returned an invalid or incomplete response.
            </body></html>
            """);

    private static final Fetched UNREACHABLE = page("Service Unavailable", """
            <html><body><h1>503 Service Unavailable</h1>
            No server is available to handle this request.
            </body></html>
            """);

    private final InputStream in;
    private final boolean bodiless;
    private int budget = HEAD_MAX;

    private HttpFetch(InputStream in, boolean bodiless) {
        this.in = new BufferedInputStream(in);
        this.bodiless = bodiless;
    }

    /** What a proxy of this program would have answered. */
    private static Fetched page(String reason, String body) {
        return new Fetched(
                0,
                reason,
                List.of(
                        Map.entry("content-length", Integer.toString(body.length())),
                        Map.entry("cache-control", "no-cache"),
                        Map.entry("content-type", "text/html")),
                body);
    }

    /** Sends it and waits for the answer. */
    static Fetched send(String method, String uri) {
        Optional<URI> target = target(uri);
        if (target.isEmpty()) {
            return NONE;
        }
        URI to = target.get();
        boolean tls = "https".equals(to.getScheme());
        int port = to.getPort() > 0 ? to.getPort() : tls ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(to.getHost(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return exchange(tls ? secured(socket, to.getHost(), port) : socket, method, to);
        } catch (UnknownHostException | IllegalArgumentException e) {
            return NONE;
        } catch (IOException e) {
            return UNREACHABLE;
        }
    }

    private static Optional<URI> target(String uri) {
        try {
            URI parsed = URI.create(uri);
            boolean http = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
            return http && parsed.getHost() != null ? Optional.of(parsed) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static Fetched exchange(Socket socket, String method, URI to) throws IOException {
        String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
        String request = method + " " + path + query + " HTTP/1.1\r\nhost: " + to.getRawAuthority()
                + "\r\naccept: */*\r\nuser-agent: HAProxy\r\nconnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return new HttpFetch(new Bounded(socket), method.equals("HEAD")).read();
        } catch (IOException | IllegalArgumentException e) {
            return BROKEN;
        }
    }

    private Fetched read() throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9][0-9]")) {
            return BROKEN;
        }
        int code = Integer.parseInt(status[1]);
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || line.substring(0, colon).indexOf(' ') >= 0) {
                return BROKEN;
            }
            fields.add(Map.entry(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        if (code < 200 && code != 101) {
            return read();
        }
        String body = bodiless || code == 204 || code == 304 ? "" : body(fields);
        // What concerns this connection alone is no part of the answer.
        fields.removeIf(
                field -> field.getKey().equals("connection") || field.getKey().equals("keep-alive"));
        return new Fetched(code, status.length > 2 ? status[2] : "", fields, body);
    }

    private String body(List<Map.Entry<String, String>> fields) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (value(fields, "transfer-encoding").toLowerCase(Locale.ROOT).endsWith("chunked")) {
            for (int size = chunk(); size > 0 && body.size() < BODY_MAX; size = chunk()) {
                body.writeBytes(in.readNBytes(size));
                line();
            }
        } else {
            String length = value(fields, "content-length");
            int wanted = length.isEmpty() ? BODY_MAX : (int) Math.min(BODY_MAX, Long.parseLong(length));
            body.writeBytes(in.readNBytes(wanted));
        }
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    private int chunk() throws IOException {
        budget = HEAD_MAX;
        int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
        return Math.min(Math.max(0, size), BODY_MAX);
    }

    private static String value(List<Map.Entry<String, String>> fields, String name) {
        return fields.stream()
                .filter(field -> field.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || --budget < 0) {
                throw new IOException(b < 0 ? "cut off" : "too long");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** What arrives in time. */
    private static final class Bounded extends FilterInputStream {
        private final Socket socket;
        private final long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WHOLE_MILLIS);

        Bounded(Socket socket) throws IOException {
            super(socket.getInputStream());
            this.socket = socket;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            long left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (left <= 0) {
                throw new IOException("not whole in time");
            }
            socket.setSoTimeout((int) Math.min(TIMEOUT_MILLIS, left));
            return super.read(bytes, from, length);
        }
    }
}
