package dev.sluice.proxy.http;

import dev.sluice.config.CompressionSpec;
import dev.sluice.config.CompressionSpec.Algorithm;
import dev.sluice.proxy.compress.Accepted;
import dev.sluice.proxy.compress.Encoder;
import dev.sluice.state.Counter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compression in one exchange: what the client understands, whether the response may be changed, and what its head says then. */
final class Compressing {
    private static final byte[] ACCEPT_ENCODING = Chars.bytes("accept-encoding");
    private static final byte[] USER_AGENT = Chars.bytes("user-agent");
    private static final byte[] CONTENT_ENCODING = Chars.bytes("content-encoding");
    private static final byte[] CONTENT_TYPE = Chars.bytes("content-type");
    private static final byte[] CACHE_CONTROL = Chars.bytes("cache-control");
    private static final byte[] ETAG = Chars.bytes("etag");
    private static final byte[] VARY = Chars.bytes("vary");
    private static final byte[] VARIES = Chars.bytes("Accept-Encoding");
    private static final String WEAK = "W/";

    private final Exchange exchange;
    private final HttpSite site;
    private final Accepted accepted = new Accepted();
    private @Nullable CompressionPlan plan;
    private @Nullable Algorithm wanted;
    private @Nullable Encoder encoder;
    private @Nullable Algorithm used;
    private long saved;
    private long savedOfRequest;

    Compressing(Exchange exchange, HttpSite site) {
        this.exchange = exchange;
        this.site = site;
    }

    /** Another request. */
    void begin() {
        plan = null;
        wanted = null;
        used = null;
        saved = 0;
        savedOfRequest = 0;
    }

    /** What the response is compressed by; null where it is not. */
    @Nullable
    Algorithm used() {
        return used;
    }

    /** How much shorter the response has become. */
    long saved() {
        return saved;
    }

    /** How much shorter the request has become. */
    long savedOfRequest() {
        return savedOfRequest;
    }

    /** The request is about to leave: finds out what its client understands, and compresses its body. Returns whether there was room. */
    boolean request() {
        CompressionPlan joined = kept();
        if (joined == null) {
            return true;
        }
        Message message = exchange.request.message;
        Algorithm algorithm = joined.request();
        boolean fits =
                algorithm == null || !isRequestFit(message, joined.spec()) || compressRequest(message, algorithm);
        return fits;
    }

    /** The request goes no further: finds out the same of its client. Returns what both sections say, or null for nothing. */
    @Nullable
    CompressionPlan kept() {
        CompressionPlan joined =
                CompressionPlan.joined(exchange.frontendPlan().compression, exchange.backendPlan().compression);
        plan = joined;
        if (joined != null && joined.responses() && !joined.spec().response().isEmpty()) {
            choose(exchange.request.message, joined.spec());
        }
        return joined;
    }

    private boolean isRequestFit(Message message, CompressionSpec spec) {
        Body.Kind kind = exchange.request.framing.kind;
        return exchange.request.version == 11
                && hasBody(kind, message.contentLength(), spec.requestLeast())
                && message.find(CONTENT_ENCODING, 0) < 0
                && isType(message, spec.requestTypes());
    }

    private static boolean hasBody(Body.Kind kind, long length, int least) {
        return kind == Body.Kind.CHUNKED || kind == Body.Kind.LENGTH && length > 0 && length >= least;
    }

    private boolean compressRequest(Message message, Algorithm algorithm) {
        Encoder by = site.encoders()
                .take(algorithm, site.plans().global(), site.worker().nowMillis());
        if (by == null) {
            return true;
        }
        // What is kept to be sent again is what was received.
        exchange.replay.refuse();
        exchange.forwarding().upload().recoder().compress(by, this::requestRecoded);
        return head(message, algorithm);
    }

    private void requestRecoded(int taken, int made) {
        savedOfRequest += taken - made;
        exchange.tally.process(Counter.COMPRESSION_BYTES_IN, taken);
        exchange.tally.process(Counter.COMPRESSION_BYTES_OUT, made);
    }

    private void choose(Message message, CompressionSpec spec) {
        if (isMisunderstanding(message)) {
            return;
        }
        accepted.clear();
        for (int i = message.find(ACCEPT_ENCODING, 0); i >= 0; i = message.find(ACCEPT_ENCODING, i + 1)) {
            accepted.read(message.value(i), spec.response());
        }
        Algorithm best = accepted.best();
        if (best != null && spec.offload()) {
            for (int i = message.fields() - 1; i >= 0; i--) {
                if (message.isNamed(i, ACCEPT_ENCODING)) {
                    message.remove(i);
                }
            }
        }
        wanted = best == null && spec.response().contains(Algorithm.IDENTITY) ? Algorithm.IDENTITY : best;
    }

    /** Browsers of the previous century, which say that they understand what they do not; later Internet Explorers do. */
    private static boolean isMisunderstanding(Message message) {
        int field = message.find(USER_AGENT, 0);
        String agent = field < 0 ? "" : message.value(field);
        if (!agent.startsWith("Mozilla/4")) {
            return false;
        }
        int at = agent.indexOf(" MSIE ");
        char version = at < 0 || at + 6 >= agent.length() ? '0' : agent.charAt(at + 6);
        boolean patched = version == '6' && agent.contains("SV1");
        return !patched && (version < '7' || version > '9');
    }

    /** The final head has come: decides whether its body is compressed, before rules see it. */
    void answered() {
        CompressionPlan both = plan;
        Algorithm algorithm = wanted;
        if (both == null || algorithm == null || !isFit(both.spec())) {
            return;
        }
        encoder = site.encoders()
                .take(algorithm, site.plans().global(), site.worker().nowMillis());
        used = encoder == null ? null : algorithm;
    }

    private boolean isFit(CompressionSpec spec) {
        Response response = exchange.forwarding().download().response();
        Message message = response.message;
        int status = response.head.status;
        return exchange.request.version == 11
                && exchange.request.askedMethod != Method.HEAD
                && response.head.version == 11
                && status >= 200
                && status <= 203
                && hasBody(response.framing.kind, message.contentLength(), spec.responseLeast())
                && message.find(CONTENT_ENCODING, 0) < 0
                && isTransformable(message)
                && isType(message, spec.responseTypes())
                && !isMultipart(message)
                && hasUsableTag(message);
    }

    private static boolean isTransformable(Message message) {
        for (int i = message.find(CACHE_CONTROL, 0); i >= 0; i = message.find(CACHE_CONTROL, i + 1)) {
            for (String directive : message.value(i).split(",", -1)) {
                if (directive.strip().equalsIgnoreCase("no-transform")) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isMultipart(Message message) {
        return isType(message, List.of("multipart")) && message.find(CONTENT_TYPE, 0) >= 0;
    }

    /** Whether the content type begins as one of {@code types}; where there are none, any does. */
    private static boolean isType(Message message, List<String> types) {
        if (types.isEmpty()) {
            return true;
        }
        int field = message.find(CONTENT_TYPE, 0);
        String type = field < 0 ? "" : message.value(field);
        for (String each : types) {
            if (type.regionMatches(true, 0, each, 0, each.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUsableTag(Message message) {
        int field = message.find(ETAG, 0);
        if (field < 0) {
            return true;
        }
        String tag = message.value(field);
        String opaque = tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
        return message.find(ETAG, field + 1) < 0
                && opaque.length() >= 2
                && opaque.startsWith("\"")
                && opaque.endsWith("\"");
    }

    /** The head is about to leave: says in it what becomes of its body. Returns whether there was room. */
    boolean leaves(Message message, Pump pump) {
        Encoder by = encoder;
        if (by == null) {
            return true;
        }
        pump.recoder().compress(by, this::responseRecoded);
        encoder = null;
        exchange.tally.compressed(Counter.COMPRESSED_RESPONSES, 1);
        return weakened(message) && head(message, by.algorithm());
    }

    private void responseRecoded(int taken, int made) {
        saved += taken - made;
        if (used == Algorithm.IDENTITY) {
            exchange.tally.compressed(Counter.COMPRESSION_BYTES_BYPASSED, taken);
            return;
        }
        exchange.tally.compressed(Counter.COMPRESSION_BYTES_IN, taken);
        exchange.tally.compressed(Counter.COMPRESSION_BYTES_OUT, made);
    }

    /** What is compressed is not byte for byte what its tag stands for. */
    private static boolean weakened(Message message) {
        int field = message.find(ETAG, 0);
        if (field < 0 || message.value(field).startsWith(WEAK)) {
            return true;
        }
        return message.replace(field, Chars.bytes(WEAK + message.value(field)));
    }

    private static boolean head(Message message, Algorithm algorithm) {
        return message.chunk()
                && varied(message)
                && (algorithm.token().isEmpty() || message.add(CONTENT_ENCODING, Chars.bytes(algorithm.token())));
    }

    /** Caches are to know that another client may be given something else. */
    private static boolean varied(Message message) {
        int last = -1;
        for (int i = message.find(VARY, 0); i >= 0; i = message.find(VARY, i + 1)) {
            for (String name : message.value(i).split(",", -1)) {
                if (name.strip().toLowerCase(Locale.ROOT).equals("accept-encoding")) {
                    return true;
                }
            }
            last = i;
        }
        if (last < 0) {
            return message.add(VARY, VARIES);
        }
        String before = message.value(last);
        return message.replace(last, Chars.bytes(before.isEmpty() ? "Accept-Encoding" : before + ",Accept-Encoding"));
    }

    /** All is over; an encoder that was not used goes back. */
    void end() {
        Encoder unused = encoder;
        if (unused != null) {
            encoder = null;
            site.encoders().release(unused);
        }
    }
}
