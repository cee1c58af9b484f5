package dev.sluice.proxy.http;

import dev.sluice.config.RetryOn;
import dev.sluice.config.RetryOn.Cause;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.Server;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request once more where a server has failed it ({@code retry-on}). One for each exchange. It keeps a request in a buffer only where the
 * backend asks for that, and only one that was there as a whole when its server was reached, and fits.
 */
final class Replay {
    private static final byte[] NOTHING = {};

    private final Exchange exchange;
    private final HttpSite site;
    private @Nullable StreamBuffer image;
    private boolean refused;
    private int nameStart;
    private int nameLength;

    Replay(Exchange exchange, HttpSite site) {
        this.exchange = exchange;
        this.site = site;
    }

    /** Another request, of which nothing is kept. */
    void clear() {
        StreamBuffer held = image;
        image = null;
        refused = false;
        if (held != null) {
            site.worker().release(held);
        }
    }

    /** A rule does not want it to be sent twice. */
    void refuse() {
        refused = true;
    }

    /** Sends the request, kept from now on where it may be wanted again; returns false where that failed. */
    boolean send(Pump upload, Wire sink) {
        Request request = exchange.request;
        byte[] line = nameLine();
        if (image == null && line.length > 0) {
            request.edits.insert(request.head.fieldsEnd(), line);
        }
        Departure departure = exchange.backendPlan().departure;
        HeaderNames names = departure.names(sink);
        Body.Kind kind = request.framing.kind;
        if (image == null && !refused && exchange.backendPlan().keepsRequests) {
            image = take(request, upload);
        }
        StreamBuffer kept = image;
        if (kept == null) {
            upload.alter(names, Trailers.of(kind, departure.dropsRequestTrailers, names));
            return upload.begin(request.head.length(), request.edits, sink);
        }
        if (!rename(kept, line)) {
            return false;
        }
        int head = names == null ? 0 : names.head(kept.memory(), kept.start(), kept.end()) - kept.start();
        if (kind == Body.Kind.CHUNKED && names != null) {
            Trailers.change(kept, head, false, names);
        }
        return upload.outlet().send(sink, kept);
    }

    /** The line that tells the server its name ({@code http-send-name-header}); empty for none. */
    private byte[] nameLine() {
        byte[] header = exchange.backendPlan().nameHeader;
        Server server = exchange.connector().server();
        return header.length == 0 || server == null
                ? NOTHING
                : Chars.bytes(new String(header, StandardCharsets.ISO_8859_1) + ": " + server.name() + "\r\n");
    }

    /** Puts another server's line in the place of the one before; returns whether there was room. */
    private boolean rename(StreamBuffer kept, byte[] line) {
        if (line.length == 0) {
            return true;
        }
        if (!kept.resize(nameStart, nameLength, line.length)) {
            return false;
        }
        kept.memory().put(kept.start() + nameStart, line);
        nameLength = line.length;
        return true;
    }

    /** The request as servers see it, taken out of what the client has sent; null where not all of it is there or it does not fit. */
    private @Nullable StreamBuffer take(Request request, Pump upload) {
        Inbox inbox = exchange.client().inbox();
        int head = request.head.length();
        Body probe = new Body();
        probe.begin(request.framing.kind, request.framing.contentLength, exchange.frontendPlan().headMax);
        int body = inbox.readable() > head ? probe.take(inbox.memory(), inbox.start() + head, inbox.end()) : 0;
        StreamBuffer made = site.worker().buffer();
        if (!probe.isDone() || head + request.edits.growth() + body > made.room()) {
            site.worker().release(made);
            return null;
        }
        made.produced(request.edits.write(inbox.memory(), inbox.start(), head, made.memory(), 0));
        nameLength = nameLine().length;
        nameStart = made.readable() - (head - request.head.fieldsEnd()) - nameLength;
        made.append(inbox.address() + head, body);
        if (request.framing.kind == Body.Kind.CHUNKED && exchange.backendPlan().departure.dropsRequestTrailers) {
            Trailers.change(made, made.readable() - body, true, null);
        }
        int unused = body > 0 ? upload.body().take(inbox.memory(), inbox.start() + head, inbox.end()) : 0;
        inbox.consumed(head + body);
        return made;
    }

    /** The server has failed the request: whether it is tried again, so that nobody need be told. */
    boolean repeats(Cause cause) {
        return exchange.backendPlan().retryOn.causes().contains(cause) && repeat();
    }

    /** The same for a response that counts as a failure. */
    boolean repeats(int status) {
        RetryOn wanted = exchange.backendPlan().retryOn;
        return !wanted.statuses().isEmpty() && wanted.statuses().contains(status) && repeat();
    }

    private boolean repeat() {
        if (image == null || refused || !exchange.connector().hasRetriesLeft()) {
            return false;
        }
        exchange.forwarding().again();
        exchange.connector().tryAgain();
        return true;
    }
}
