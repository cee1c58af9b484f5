package dev.sluice.proxy.http;

import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.Counter;
import dev.sluice.state.InternalService;
import org.jspecify.annotations.Nullable;

/** What the proxy answers by itself: errors, and pages of its own. */
final class Replying {
    private static final int BAD_REQUEST = 400;

    private final Exchange exchange;
    private final Forwarding forwarding;
    private final HttpSite site;
    private @Nullable ServiceBody page;
    private boolean pageRefused;
    private long accounted;

    Replying(Exchange exchange, Forwarding forwarding, HttpSite site) {
        this.exchange = exchange;
        this.forwarding = forwarding;
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

    /** Answers where a rule of {@code plan} says that a page does; returns whether one did. */
    boolean serve(HttpPlan plan) {
        Request request = exchange.request;
        Program program = plan.program;
        InternalService service = program == null ? null : program.service(exchange.samples);
        String name = "<PROMEX>";
        if (service == null && plan.stats != null && request.uriStartsWith(plan.statsUri)) {
            service = plan.stats;
            name = "<STATS>";
        }
        if (service == null) {
            return false;
        }
        exchange.trace.served(name);
        exchange.tally.frontend(Counter.INTERCEPTED);
        InternalService.Response answer =
                service.serve(new InternalService.Request(request.methodText(), request.uri(), plan.proxy));
        exchange.trace.status = answer.status();
        if (answer.status() == BAD_REQUEST) {
            // A page that does not understand its request leaves the answer to the proxy, and to its error files.
            pageRefused = true;
            error(BAD_REQUEST, false);
            return true;
        }
        begin(new ServiceBody(answer, request.version == 11, request.method != Method.HEAD));
        return true;
    }

    private void begin(ServiceBody body) {
        page = body;
        // Without chunks only the connection's end tells where the page ends.
        exchange.keepClient &= exchange.request.version == 11 && isRequestHere();
        exchange.consumeHead();
        StreamBuffer out = site.out();
        body.head(out, Response.connectionLine(exchange.keepClient, exchange.request.version, true));
        body.fill(out);
        if (forwarding.sendReply(out)) {
            goOn();
        }
    }

    private boolean isRequestHere() {
        return forwarding.upload().body().isDone();
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

    /** Answers with a status; {@code early} where the request was not understood. */
    void error(int status, boolean early) {
        Request request = exchange.request;
        Reply reply = exchange.backendPlan().replies.of(status);
        boolean here = isRequestHere();
        if (!early && here && !forwarding.isHeadSent()) {
            exchange.consumeHead();
        }
        // Where a reply always closes, HAProxy counts the line that says so.
        boolean closes = status == BAD_REQUEST || status == 408;
        exchange.keepClient &= !early && here && reply.lengthKnown() && !closes;
        StreamBuffer out = site.out();
        byte[] connection = early
                ? HttpBytes.NOTHING
                : Response.connectionLine(exchange.keepClient, Math.max(10, request.version), reply.http11());
        reply.compose(out, early, connection, early || request.method != Method.HEAD);
        accounted = early ? 0 : reply.accounted() + (closes ? HttpBytes.CLOSE_LINE.length - 4 : 0);
        if (forwarding.sendReply(out)) {
            goOn();
        }
    }
}
