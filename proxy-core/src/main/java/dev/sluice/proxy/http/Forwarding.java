package dev.sluice.proxy.http;

import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.state.Counter;
import org.jspecify.annotations.Nullable;

/** The moving part of an exchange: its two pumps, the server's connection while it is in use, and the deadlines of both sides. */
final class Forwarding implements WireHandler {
    /** Where it stands. */
    private enum Phase {
        IDLE,
        /** The request is on its way; no final response yet. */
        WAITING,
        RESPONDING,
        /** Bytes pass both ways, whatever they mean. */
        TUNNEL,
        /** The proxy answers by itself. */
        REPLYING
    }

    private final Exchange exchange;
    private final HttpSite site;
    private final Response response;
    private final Pump upload;
    private final Pump download;
    private final Deadlines deadlines = new Deadlines();
    private Phase phase = Phase.IDLE;
    private @Nullable ServerConnection connection;
    private @Nullable HttpClient client;
    private boolean serverCloses;
    private boolean headSent;
    private boolean requestSent;
    private boolean uploadDead;
    private boolean responseDone;
    private boolean keepServer;
    private boolean resuming;
    private long interimAccounted;

    Forwarding(Exchange exchange, HttpSite site) {
        this.exchange = exchange;
        this.site = site;
        this.response = new Response(site, site.plans().headersMax());
        this.upload = new Pump(site, response.inbox);
        this.download = new Pump(site, response.inbox);
    }

    void adopt(HttpClient owner) {
        client = owner;
        upload.attach(owner.inbox());
    }

    /** Ready for a request. */
    void start() {
        phase = Phase.IDLE;
        connection = null;
        headSent = false;
        requestSent = false;
        uploadDead = false;
        responseDone = false;
        keepServer = false;
        interimAccounted = 0;
        response.reset();
        upload.clear();
        download.clear();
    }

    Pump upload() {
        return upload;
    }

    private Wire clientWire() {
        HttpClient owner = client;
        if (owner == null) {
            throw new IllegalStateException("nobody's");
        }
        return owner.wire();
    }

    private Wire serverWire() {
        ServerConnection held = connection;
        if (held == null) {
            throw new IllegalStateException("no server");
        }
        return held.wire();
    }

    boolean isHeadSent() {
        return headSent;
    }

    /** Whether the client has seen the beginning of a final response. */
    boolean isResponseBegun() {
        return phase == Phase.RESPONDING || phase == Phase.TUNNEL;
    }

    /** Whether the server's connection may serve another request. */
    boolean mayKeepServer() {
        return keepServer && responseDone && requestSent && response.inbox.readable() == 0;
    }

    long responseAccounted() {
        long head = isResponseBegun() ? response.framing.accounted : 0;
        return interimAccounted + head + download.body().payload();
    }

    /** Second character of the termination state. */
    char where() {
        return switch (phase) {
            case IDLE, WAITING -> 'H';
            case RESPONDING, TUNNEL -> responseDone ? 'L' : 'D';
            case REPLYING -> 'R';
        };
    }

    /** A server is reached: the request goes out. */
    void begin(ServerConnection to, boolean closes) {
        connection = to;
        serverCloses = closes;
        to.wire().handler(this);
        phase = Phase.WAITING;
        headSent = true;
        if (upload.begin(exchange.request.head.length(), exchange.request.edits, to.wire())) {
            pumpUpload();
        } else {
            uploadDead = true;
            readResponse();
        }
        arm();
    }

    /** The server's connection is not this exchange's any more. */
    void serverGone() {
        connection = null;
        response.inbox.clear();
    }

    private void pumpUpload() {
        Pump.Result result = upload.run(clientWire(), serverWire());
        switch (result) {
            case STARVED, BLOCKED -> {}
            case LATER -> later();
            case DONE -> {
                requestSent = true;
                if (responseDone) {
                    exchange.finish();
                }
            }
            case WRONG -> exchange.clientFault('P', 400);
            case SOURCE_ENDED, SOURCE_BROKEN -> exchange.clientFault('C', 400);
            case SINK_BROKEN -> {
                uploadDead = true;
                if (responseDone) {
                    endEarly();
                } else {
                    readResponse();
                }
            }
        }
    }

    private void endEarly() {
        exchange.keepClient = false;
        exchange.finish();
    }

    /** Others come first; goes on in the next turn. */
    private void later() {
        if (!resuming) {
            resuming = true;
            site.worker().again(this::resume);
        }
    }

    private void resume() {
        resuming = false;
        if (phase == Phase.TUNNEL) {
            pumpTunnel();
        } else if (phase == Phase.WAITING || phase == Phase.RESPONDING) {
            if (!requestSent && !uploadDead) {
                pumpUpload();
            }
            if (phase == Phase.RESPONDING && !responseDone) {
                pumpDownload();
            }
        }
        arm();
        site.settle();
    }

    /** Bytes, the end or an error of the client, while a request is under way. */
    void clientReadable(boolean stillConnecting) {
        if (phase == Phase.TUNNEL) {
            pumpTunnel();
        } else if ((phase == Phase.WAITING || phase == Phase.RESPONDING) && !requestSent && !uploadDead) {
            pumpUpload();
        } else if (stillConnecting) {
            if (clientWire().isPeerDone() && exchange.backendPlan().abortOnClose) {
                exchange.clientFault('C', -1);
            }
        } else if (phase == Phase.WAITING && clientWire().isPeerDone() && exchange.backendPlan().abortOnClose) {
            readAhead();
        }
        arm();
    }

    /** Reads what the client has pipelined, to see whether its end stands right behind its request: then nobody waits any more. */
    private void readAhead() {
        HttpClient owner = client;
        if (owner == null) {
            return;
        }
        int got = 1;
        while (got > 0) {
            got = owner.inbox().fill(owner.wire());
        }
        if ((got == Wire.EOF || got == Wire.FAILED) && owner.inbox().readable() == 0) {
            exchange.clientFault('C', 400);
        }
    }

    /** The client takes more. */
    void clientWritable(boolean served) {
        switch (phase) {
            case TUNNEL -> pumpTunnel();
            case RESPONDING -> pumpDownload();
            case REPLYING -> {
                if (download.outlet().flush(clientWire())) {
                    exchange.replyGoesOn();
                } else {
                    exchange.finish();
                }
            }
            case WAITING -> {
                if (!download.outlet().flush(clientWire())) {
                    exchange.clientFault('C', -1);
                }
            }
            case IDLE -> {}
        }
        arm();
    }

    @Override
    public void onReadable(Wire wire) {
        switch (phase) {
            case TUNNEL -> pumpTunnel();
            case WAITING -> readResponse();
            case RESPONDING -> {
                if (!responseDone) {
                    pumpDownload();
                } else if (wire.isPeerDone()) {
                    // The answer is complete, and nobody wants the rest of the request.
                    uploadDead = true;
                    endEarly();
                }
            }
            case IDLE, REPLYING -> {}
        }
        arm();
        site.settle();
    }

    @Override
    public void onWritable(Wire wire) {
        if (phase == Phase.TUNNEL) {
            pumpTunnel();
        } else if ((phase == Phase.WAITING || phase == Phase.RESPONDING) && !requestSent && !uploadDead) {
            pumpUpload();
        }
        arm();
        site.settle();
    }

    @Override
    public void onError(Wire wire, WireError error) {
        switch (phase) {
            case WAITING -> noResponse();
            case RESPONDING -> {
                if (responseDone) {
                    endEarly();
                } else {
                    downloadBroke();
                }
            }
            case TUNNEL -> exchange.serverFault('S', 502);
            case IDLE, REPLYING -> {}
        }
        site.settle();
    }

    /** Reads heads until the final one. */
    private void readResponse() {
        int headMax = exchange.frontendPlan().headMax;
        while (phase == Phase.WAITING) {
            int parsed = response.inbox.readable() > 0 ? response.parse(headMax) : HeadParser.MORE;
            if (parsed == HeadParser.DONE) {
                responseHead();
            } else if (parsed == HeadParser.BAD) {
                badResponse();
            } else {
                int got = response.inbox.fill(serverWire());
                if (got == Wire.WOULD_BLOCK) {
                    return;
                }
                if (got < 0) {
                    noResponse();
                }
            }
        }
    }

    private void badResponse() {
        exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
        exchange.serverFault('P', 502);
    }

    /** The server has ended without a response. */
    private void noResponse() {
        ServerConnection held = connection;
        boolean begun = response.inbox.readable() > 0;
        if (!begun && held != null && held.isReused() && exchange.client().isLaterRequest()) {
            exchange.repeatPlease();
            return;
        }
        exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
        exchange.serverFault(begun ? 'P' : 'S', 502);
    }

    private void responseHead() {
        Head head = response.head;
        boolean good = response.read(exchange.request);
        if (!good) {
            badResponse();
            return;
        }
        if (response.isInterim()) {
            interim();
            return;
        }
        if (!download.isPlausible(head.length(), response.framing.kind, exchange.frontendPlan().headMax)) {
            badResponse();
            return;
        }
        exchange.tally.answered(head.status, true);
        exchange.trace.status = head.status;
        exchange.trace.responseMillis = site.worker().nowMillis() - exchange.trace.connectedMillis;
        boolean tunnel = response.isTunnel(exchange.request);
        keepServer = !tunnel && !serverCloses && response.keepsServer();
        exchange.keepClient &= !tunnel && response.framing.kind != Body.Kind.CLOSE && !response.framing.distrusted;
        if (!tunnel) {
            response.prepare(exchange.keepClient, exchange.request.version);
        }
        Body.Kind kind = tunnel ? Body.Kind.CLOSE : response.framing.kind;
        download.body().begin(kind, response.framing.contentLength, exchange.frontendPlan().headMax);
        phase = Phase.RESPONDING;
        if (!download.begin(head.length(), response.edits, clientWire())) {
            exchange.clientFault('C', -1);
        } else if (tunnel) {
            upload.body().begin(Body.Kind.CLOSE, 0, 0);
            phase = Phase.TUNNEL;
            pumpTunnel();
        } else {
            pumpDownload();
        }
    }

    /** A 1xx goes by; only HTTP/1.1 clients know such (RFC 9110 section 15.2). */
    private void interim() {
        exchange.tally.answered(response.head.status, false);
        boolean sent = true;
        if (exchange.request.version == 11) {
            StreamBuffer out = site.out();
            int length = response.head.length();
            out.produced(
                    response.edits.write(response.inbox.memory(), response.inbox.start(), length, out.memory(), 0));
            interimAccounted += response.framing.accounted;
            sent = download.outlet().send(clientWire(), out);
        }
        response.inbox.consumed(response.head.length());
        response.head.reset();
        if (!sent) {
            exchange.clientFault('C', -1);
        }
    }

    private void pumpDownload() {
        Pump.Result result = download.run(serverWire(), clientWire());
        switch (result) {
            case STARVED, BLOCKED -> exchange.count();
            case LATER -> {
                exchange.count();
                later();
            }
            case DONE -> {
                responseDone = true;
                if (requestSent) {
                    exchange.finish();
                } else if (uploadDead) {
                    endEarly();
                }
            }
            case WRONG -> {
                exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
                exchange.serverFault('P', 502);
            }
            case SOURCE_ENDED, SOURCE_BROKEN -> downloadBroke();
            case SINK_BROKEN -> exchange.clientFault('C', -1);
        }
    }

    private void downloadBroke() {
        exchange.tally.side(Counter.SERVER_ABORTS, 1);
        exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
        exchange.serverFault('S', 502);
    }

    private void pumpTunnel() {
        boolean up = upload.body().isDone() && upload.isFlushed();
        boolean down = download.body().isDone() && download.isFlushed();
        Pump.Result sent = up ? Pump.Result.DONE : upload.run(clientWire(), serverWire());
        Pump.Result received = down ? Pump.Result.DONE : download.run(serverWire(), clientWire());
        exchange.count();
        if (sent == Pump.Result.SOURCE_BROKEN || received == Pump.Result.SINK_BROKEN) {
            exchange.clientFault('C', -1);
        } else if (received == Pump.Result.SOURCE_BROKEN || sent == Pump.Result.SINK_BROKEN) {
            exchange.tally.side(Counter.SERVER_ABORTS, 1);
            exchange.serverFault('S', 502);
        } else if (sent == Pump.Result.DONE && received == Pump.Result.DONE) {
            responseDone = true;
            exchange.finish();
        } else {
            halfClose(sent == Pump.Result.DONE && !up, received == Pump.Result.DONE && !down);
            if (sent == Pump.Result.LATER || received == Pump.Result.LATER) {
                later();
            }
        }
    }

    private void halfClose(boolean clientEnded, boolean serverEnded) {
        if (clientEnded) {
            serverWire().shutdownOutput();
        }
        if (serverEnded) {
            clientWire().shutdownOutput();
        }
    }

    /** Sends bytes of the proxy's own; returns whether the exchange is still alive. */
    boolean sendReply(StreamBuffer out) {
        phase = Phase.REPLYING;
        if (download.outlet().send(clientWire(), out)) {
            return true;
        }
        exchange.trace.ended('C', 'R');
        exchange.finish();
        return false;
    }

    boolean isReplyFlushed() {
        return phase == Phase.REPLYING && download.outlet().isEmpty();
    }

    /** Sets the timer to the earliest deadline, after each event. */
    void arm() {
        if (phase == Phase.IDLE) {
            return;
        }
        long now = site.worker().nowMillis();
        HttpPlan front = exchange.frontendPlan();
        HttpPlan back = exchange.backendPlan();
        switch (phase) {
            case TUNNEL ->
                deadlines.tunnel(
                        now,
                        front,
                        back,
                        upload.body().isDone(),
                        download.body().isDone());
            case REPLYING -> deadlines.set(now, true, front.clientMillis, false, 0);
            default -> {
                boolean clientBlocked = !download.isFlushed();
                boolean serverBlocked = !upload.isFlushed();
                deadlines.set(
                        now,
                        clientBlocked || !requestSent && !serverBlocked,
                        front.clientMillis,
                        serverBlocked || requestSent && !responseDone && !clientBlocked,
                        back.serverMillis);
            }
        }
        site.worker().expireAt(exchange, deadlines.next());
    }

    /** A deadline has passed. */
    void expired() {
        boolean clientLate = deadlines.isClientFirst();
        switch (phase) {
            case WAITING -> {
                if (clientLate) {
                    exchange.clientFault('c', 400);
                } else {
                    exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
                    exchange.serverFault('s', 504);
                }
            }
            case RESPONDING, TUNNEL -> {
                if (clientLate) {
                    exchange.clientFault('c', -1);
                } else {
                    exchange.tally.side(Counter.SERVER_ABORTS, 1);
                    exchange.serverFault('s', 504);
                }
            }
            case REPLYING -> {
                exchange.keepClient = false;
                exchange.finish();
            }
            case IDLE -> site.worker().expireAt(exchange, Timer.NEVER);
        }
    }

    /** The exchange is over. */
    void end() {
        phase = Phase.IDLE;
        connection = null;
        client = null;
        response.reset();
        upload.clear();
        download.clear();
    }
}
