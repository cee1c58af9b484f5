package dev.sluice.proxy.http;

import dev.sluice.config.LogStep;
import dev.sluice.config.RetryOn.Cause;
import dev.sluice.proxy.sample.Captured;
import dev.sluice.proxy.session.Observed;
import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.Observation.Failure;

/** The response side of an exchange: reads heads until the final one, then passes the body. */
final class Download {
    private final Exchange exchange;
    private final Forwarding forwarding;
    private final HttpSite site;
    private final Response response;
    private final Pump pump;
    private boolean done;
    private boolean keepServer;
    private long interimAccounted;
    /** Rules about the head have not come to their end yet. */
    private boolean held;

    private boolean backDone;
    private boolean ended;
    /** Rules about what comes of the server, before any about HTTP. */
    final Inspecting inspecting;
    /** Whether a cache answers in place of a server, or keeps what it answers. */
    final Caching caching;

    Download(Exchange exchange, Forwarding forwarding, HttpSite site) {
        this.exchange = exchange;
        this.forwarding = forwarding;
        this.site = site;
        this.response = new Response(site, site.plans().headersMax());
        this.pump = new Pump(site, response.inbox, this::arrived);
        this.inspecting = new Inspecting(exchange, response, site);
        this.caching = new Caching(exchange, site);
    }

    /** Ready for another response, holding nothing. */
    void reset() {
        done = false;
        keepServer = false;
        interimAccounted = 0;
        held = false;
        backDone = false;
        ended = false;
        inspecting.reset();
        response.reset();
        pump.clear();
    }

    Pump pump() {
        return pump;
    }

    Response response() {
        return response;
    }

    /** Whether all of it has been sent on. */
    boolean isDone() {
        return done;
    }

    /** Whether the server's connection may serve another request, as far as this side is concerned. */
    boolean mayKeepServer() {
        return keepServer && done && response.inbox.readable() == 0;
    }

    /** What was received so far, as HAProxy counts it. */
    long accounted() {
        long head = forwarding.isResponseBegun() ? response.framing.accountedIn : 0;
        return interimAccounted + head + pump.body().payload();
    }

    /** Another response goes out in place of the one that came: what came of that counts all the same. */
    void replaced() {
        interimAccounted = exchange.trace.begunBytes;
    }

    /** By how much rules have made the head longer. */
    long growth() {
        return forwarding.isResponseBegun() ? response.framing.accounted - response.framing.accountedIn : 0;
    }

    /** The server's connection is not this exchange's any more. */
    void serverGone() {
        held = false;
        response.inbox.clear();
    }

    /** What stands in place of a server needs no request. */
    void begin() {
        inspecting.begin();
        inspecting.judge();
        read();
    }

    /** Reads heads until the final one. */
    void read() {
        int headMax = exchange.frontendPlan().headMax;
        response.head.relaxed = exchange.backendPlan().acceptsUnsafeResponses;
        if (held) {
            readBody();
            return;
        }
        if (!inspecting.isPassed(false)) {
            return;
        }
        while (forwarding.isWaiting() && !held) {
            int known = inspecting.takeParsed();
            int parsed = known != HeadParser.MORE || response.inbox.readable() == 0 ? known : response.parse(headMax);
            if (parsed == HeadParser.DONE) {
                head(known == HeadParser.DONE ? inspecting.isWellFormed() : response.read(exchange.request));
            } else if (parsed == HeadParser.BAD) {
                bad();
            } else {
                int got = response.inbox.fill(forwarding.serverWire());
                if (got == Wire.WOULD_BLOCK) {
                    return;
                }
                if (got < 0) {
                    none();
                }
            }
        }
    }

    /** Nothing more comes: rules that hold what has come say their last. Returns whether there is no head among it, which goes on otherwise. */
    private boolean isHeadless() {
        if (!inspecting.isOpen()) {
            return true;
        }
        boolean passed = inspecting.isPassed(true);
        if (passed && inspecting.hasHead()) {
            read();
            forwarding.arm();
            return false;
        }
        return passed;
    }

    private void bad() {
        Observed.failed(forwarding.connection().lane(), Failure.HEAD);
        if (forwarding.isWaiting() && exchange.replay.repeats(Cause.JUNK_RESPONSE)) {
            return;
        }
        Captures.response(exchange, response.inbox);
        exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
        exchange.interventions.serverFault('P', 502);
    }

    /** The server has ended without a response. */
    void none() {
        if (!isHeadless()) {
            return;
        }
        ServerConnection held = forwarding.connection();
        boolean begun = response.inbox.readable() > 0;
        boolean silent = !begun && held.isReused() && exchange.client().isLaterRequest();
        if (!silent) {
            Observed.failed(held.lane(), begun ? Failure.HEAD : Failure.READ);
        }
        if (exchange.replay.repeats(begun ? Cause.JUNK_RESPONSE : Cause.EMPTY_RESPONSE)) {
            return;
        }
        if (silent) {
            exchange.interventions.repeatPlease();
            return;
        }
        exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
        exchange.interventions.serverFault(begun ? 'P' : 'S', 502);
    }

    /** No response has come in time. */
    void late() {
        if (inspecting.isDue()) {
            read();
            forwarding.arm();
            return;
        }
        if (!isHeadless()) {
            return;
        }
        Observed.failed(forwarding.connection().lane(), Failure.TIMEOUT);
        if (!exchange.replay.repeats(Cause.RESPONSE_TIMEOUT)) {
            exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
            exchange.interventions.serverFault('s', 504);
        }
    }

    private void head(boolean wellFormed) {
        if (!wellFormed) {
            bad();
        } else if (response.isInterim()) {
            interim();
        } else if (pump.isPlausible(response.head.length(), response.framing.kind, exchange.frontendPlan().headMax)) {
            last();
        } else {
            bad();
        }
    }

    /** The head that counts. */
    private void last() {
        Head head = response.head;
        if (head.unsafe) {
            Captures.response(exchange, response.inbox);
        }
        if (caching.cacheName().isEmpty()) {
            Observed.answered(forwarding.connection().lane(), head.status);
        }
        if (exchange.replay.repeats(head.status)) {
            return;
        }
        exchange.tally.answered(head.status, true);
        exchange.tracks.answered(head.status);
        exchange.trace.status = head.status;
        exchange.trace.serverStatus = head.status;
        exchange.trace.responseMillis = site.worker().nowMillis() - exchange.trace.connectedMillis;
        held = true;
        exchange.trace.begunBytes =
                interimAccounted + response.framing.accountedIn + response.inbox.readable() - head.length();
        exchange.compressing.answered();
        exchange.samples.response(response.message);
        Captured kept = exchange.frontendPlan().captured(exchange.samples);
        if (kept != null) {
            kept.head(response.message, false);
        }
        exchange.tracks.responded(exchange.backendPlan().stick, exchange.chosenServer());
        rules();
    }

    /** Lets rules judge the head; goes on once they have come to their end. */
    void rules() {
        Judging judging = exchange.judging();
        HttpPlan back = exchange.backendPlan();
        HttpPlan front = exchange.frontendPlan();
        if (!backDone && !judging.response(back.rules.response(), back, response.message)) {
            return;
        }
        backDone = true;
        if (back.spec != front.spec && !judging.response(front.rules.response(), front, response.message)) {
            return;
        }
        Backend of = exchange.backend();
        if (of != null && back.guardsCookies) {
            String method = exchange.request.methodText();
            if (CookieGuard.isExposed(response.message, response.head.status(), method)) {
                exchange.interventions.exposed(of, exchange.chosenServer());
                return;
            }
        }
        held = false;
        if (of != null && back.cookie.isSet()) {
            exchange.persistence.response(back.cookie, of, exchange.chosenServer(), response.message, site);
        }
        judging.leaving(response.message);
        if (exchange.compressing.leaves(response.message, pump) && response.reread(exchange.request)) {
            exchange.trace.status = response.head.status;
            HttpLog.step(exchange, site, LogStep.RESPONSE);
            send();
        } else {
            exchange.interventions.rewriteFailed();
        }
    }

    /** Rules wait for the body, or for time to pass. */
    private void readBody() {
        int got;
        do {
            got = response.inbox.fill(forwarding.serverWire());
        } while (got > 0);
        ended |= got != Wire.WOULD_BLOCK;
        if (exchange.judging().waitsForBody()) {
            rules();
        }
    }

    /** Bytes of the body that are there; -1 where no more will come, or fit. */
    int bodyBytes() {
        return ended ? -1 : response.bodyBytes(exchange.frontendPlan().headMax);
    }

    /** Whether rules about the head wait for something. */
    boolean isHeld() {
        return held;
    }

    private void send() {
        Head head = response.head;
        Request request = exchange.request;
        boolean tunnel = response.isTunnel(request);
        if (tunnel && !forwarding.isRequestSent()) {
            // The rest of the request's body would be taken for what the other protocol begins with.
            bad();
            return;
        }
        boolean otherMethod = request.askedMethod != request.method;
        if (otherMethod && request.askedMethod == Method.HEAD) {
            pump.mute();
        }
        keepServer = !tunnel && !inspecting.isCut() && !exchange.closesServer() && response.keepsServer();
        exchange.keepClient &= !tunnel
                && response.framing.kind != Body.Kind.CLOSE
                && !response.framing.distrusted
                && !response.closesClient()
                && !(otherMethod && request.method == Method.HEAD)
                && !exchange.client().entry().isClosing();
        if (!tunnel) {
            response.prepare(exchange.keepClient, exchange.request.version);
        }
        Body.Kind kind = tunnel ? Body.Kind.CLOSE : response.framing.kind;
        pump.body().begin(kind, response.framing.contentLength, exchange.frontendPlan().headMax);
        forwarding.responds(tunnel);
        Departure departure = exchange.frontendPlan().departure;
        HeaderNames names = departure.names(exchange.client());
        pump.alter(names, Trailers.of(kind, departure.dropsResponseTrailers, names));
        if (!pump.begin(head.length(), response.edits, forwarding.clientWire())) {
            exchange.interventions.clientFault('C', -1);
        } else {
            forwarding.passResponse();
        }
    }

    /** A 1xx goes by; only HTTP/1.1 clients know such (RFC 9110 section 15.2). */
    private void interim() {
        exchange.tally.answered(response.head.status, false);
        boolean sent = true;
        if (exchange.request.version == 11) {
            StreamBuffer out = site.out();
            response.writeHead(out);
            HeaderNames.spell(out, exchange);
            interimAccounted += response.framing.accounted;
            sent = pump.outlet().send(forwarding.clientWire(), out);
        }
        response.inbox.consumed(response.head.length());
        response.head.reset();
        if (!sent) {
            exchange.interventions.clientFault('C', -1);
        }
    }

    /** All of it is there. Others may have the server's connection before the client sees the end, who may ask another worker at once. */
    private void arrived() {
        ServerConnection used =
                keepServer && forwarding.isRequestSent() ? exchange.connector().lendable() : null;
        if (used != null) {
            exchange.tally.serverWire(used);
            exchange.connector().park();
        }
    }

    /** Passes what there is of the body. Once all has passed, the end of the server shows when more of the request is to be sent. */
    void pass() {
        if (done) {
            return;
        }
        Pump.Result result = pump.run(forwarding.serverWire(), forwarding.clientWire());
        switch (inspecting.isCut() && result == Pump.Result.STARVED ? Pump.Result.SOURCE_ENDED : result) {
            case STARVED, BLOCKED -> exchange.count();
            case LATER -> {
                exchange.count();
                forwarding.later();
            }
            case DONE -> {
                done = true;
                caching.passed();
                // Who answers before it was asked in full will hardly read on, unless it has other streams to read.
                Wire server = forwarding.serverWire();
                keepServer &= forwarding.isRequestSent() || server.carrier() != server;
                forwarding.responsePassed();
            }
            case WRONG -> bad();
            case SOURCE_ENDED, SOURCE_BROKEN -> broke();
            case SINK_BROKEN -> exchange.interventions.clientFault('C', -1);
        }
    }

    /** The server has ended, be it in the middle or behind its answer. */
    void broke() {
        if (done) {
            return;
        }
        exchange.tally.side(Counter.SERVER_ABORTS, 1);
        exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
        exchange.interventions.serverFault('S', 502);
    }

    /** Both directions of a tunnel have ended. */
    void tunnelEnded() {
        done = true;
    }
}
