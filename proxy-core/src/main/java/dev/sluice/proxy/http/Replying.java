package dev.sluice.proxy.http;

import dev.sluice.proxy.action.Reasons;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.Counter;
import dev.sluice.state.InternalService;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/** What the proxy answers by itself: errors, and pages of its own. */
final class Replying {
    private static final int BAD_REQUEST = 400;
    /** In place of an address where a client has none. */
    private static final byte[] UNKNOWN = new byte[4];

    private final Exchange exchange;
    private final Forwarding forwarding;
    private final Judging judging;
    private final HttpSite site;
    private @Nullable ServiceBody page;
    private boolean pageRefused;
    private long accounted;

    Replying(Exchange exchange, Forwarding forwarding, Judging judging, HttpSite site) {
        this.exchange = exchange;
        this.forwarding = forwarding;
        this.judging = judging;
        this.site = site;
    }

    /** Nothing was answered. */
    void reset() {
        page = null;
        pageRefused = false;
        accounted = 0;
    }

    /** Whether a page of the program's own answers. */
    boolean isServing() {
        return page != null || pageRefused;
    }

    /** What a page has brought forth, as HAProxy counts it: as if a server had sent it. */
    long pageAccounted() {
        ServiceBody body = page;
        return body == null ? pageRefused ? accounted : 0 : body.accounted();
    }

    /** The size of an answer that neither a server nor a page sent, as HAProxy counts it. */
    long accounted() {
        return pageRefused ? 0 : accounted;
    }

    /** Lets a page answer; the log has {@code name} in place of a server's. */
    void serve(InternalService service, String name, HttpPlan plan, boolean mayChange) {
        asked(name);
        Request request = exchange.request;
        answered(service.serve(
                new InternalService.Request(request.methodText(), request.uri(), plan.proxy, mayChange, "", "")));
    }

    /** Lets a page make a change, and answers once it is made. */
    void change(InternalService service, HttpPlan plan, String body) {
        asked("<STATS>");
        Request request = exchange.request;
        InternalService.Request asked = new InternalService.Request(
                request.methodText(), request.uri(), plan.proxy, true, NetUtil.bytesToIpAddress(source()), body);
        long stream = exchange.id();
        service.change(asked)
                .thenAccept(answer -> site.worker().execute(() -> {
                    // The client may have left in the meantime, and another one have come.
                    if (exchange.isActive() && exchange.id() == stream) {
                        answered(answer);
                        site.settle();
                    }
                }));
    }

    private byte[] source() {
        byte[] address = exchange.addresses().source();
        return address.length == 0 ? UNKNOWN : address;
    }

    private void asked(String name) {
        exchange.trace.served(name);
        exchange.tally.frontend(Counter.INTERCEPTED);
    }

    private void answered(InternalService.Response answer) {
        Request request = exchange.request;
        exchange.trace.status = answer.status();
        if (answer.status() == BAD_REQUEST) {
            // A page that does not understand its request leaves the answer to the proxy, and to its error files.
            pageRefused = true;
            reply(judging.usual(BAD_REQUEST), false);
            return;
        }
        begin(new ServiceBody(answer, request.version == 11, request.askedMethod != Method.HEAD));
    }

    private void begin(ServiceBody body) {
        page = body;
        // Without chunks only the connection's end tells where the page ends.
        exchange.keepClient &= takeRequest() && (exchange.request.version == 11 || body.isEmpty());
        StreamBuffer out = site.out();
        body.head(out);
        judging.leaving(out);
        Reply.put(out, Response.connectionLine(exchange.keepClient, exchange.request.version, true));
        Reply.put(out, HttpBytes.LINE);
        HeaderNames.spell(out, exchange);
        body.fill(out);
        if (forwarding.sendReply(out)) {
            goOn();
        }
    }

    /** Drops the request where all of it is here; returns whether it was, so that another may follow. */
    boolean takeRequest() {
        if (forwarding.isHeadSent()) {
            return forwarding.upload().body().isDone();
        }
        Inbox inbox = exchange.client().inbox();
        Body body = forwarding.upload().body();
        int head = exchange.request.head.length();
        int rest = body.isDone() || inbox.readable() <= head
                ? 0
                : body.take(inbox.memory(), inbox.start() + head, inbox.end());
        boolean here = body.isDone();
        exchange.consumeHead();
        if (rest > 0) {
            inbox.consumed(rest);
        }
        return here;
    }

    /** The client takes more. */
    void goOn() {
        ServiceBody body = page;
        while (forwarding.isReplyFlushed()) {
            if (body == null || body.isDone()) {
                exchange.finish();
                return;
            }
            StreamBuffer out = site.out();
            body.fill(out);
            if (!forwarding.sendReply(out)) {
                return;
            }
        }
        forwarding.arm();
    }

    /** Answers; {@code early} where the request was not understood. */
    void reply(Reply reply, boolean early) {
        Request request = exchange.request;
        boolean here = early ? forwarding.upload().body().isDone() : takeRequest();
        // Where a reply always closes, HAProxy counts the line that says so.
        boolean closes = reply.closes();
        exchange.keepClient &= !early && here && reply.lengthKnown() && !closes;
        StreamBuffer out = site.out();
        Reply.put(out, early ? reply.closingHead() : reply.head());
        if (!early && reply.head().length > 0) {
            judging.leaving(out);
            Reply.put(out, Response.connectionLine(exchange.keepClient, Math.max(10, request.version), reply.http11()));
        }
        if (reply.head().length > 0) {
            Reply.put(out, HttpBytes.LINE);
            HeaderNames.spell(out, exchange);
        }
        if (early || request.askedMethod != Method.HEAD) {
            Reply.put(out, reply.body());
        }
        accounted = early ? 0 : reply.accounted() + (closes ? HttpBytes.CLOSE_LINE.length - 4 : 0);
        if (forwarding.sendReply(out)) {
            goOn();
        }
    }

    /** Sends an interim response. */
    void interim(int status, byte[] lines) {
        StreamBuffer out = site.out();
        Reply.put(out, Chars.bytes("HTTP/1.1 " + status + " " + Reasons.of(status) + "\r\n"));
        Reply.put(out, lines);
        Reply.put(out, HttpBytes.LINE);
        HeaderNames.spell(out, exchange);
        if (!forwarding.download().pump().outlet().send(forwarding.clientWire(), out)) {
            exchange.keepClient = false;
        }
    }
}
