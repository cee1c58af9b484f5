package dev.sluice.proxy.http;

import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.state.Counter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The moving part of an exchange: the request's way, the server's connection while it is in use, tunnels, and the deadlines of both sides. */
final class Forwarding implements WireHandler {
    private final Exchange exchange;
    private final HttpSite site;
    private final Pump upload;
    private final Download download;
    private final Deadlines deadlines = new Deadlines();
    private Phase phase = Phase.IDLE;
    private @Nullable ServerConnection connection;
    /** What stands in place of a server's connection. */
    private @Nullable Wire kept;

    private boolean headSent;
    private boolean requestSent;
    private boolean uploadDead;
    private boolean resuming;

    Forwarding(Exchange exchange, HttpSite site) {
        this.exchange = exchange;
        this.site = site;
        this.upload = new Pump(site, new Inbox(site), () -> {});
        this.download = new Download(exchange, this, site);
    }

    void adopt(HttpClient owner) {
        upload.attach(owner.inbox());
    }

    /** Ready for a request. */
    void start() {
        phase = Phase.IDLE;
        connection = null;
        kept = null;
        headSent = false;
        requestSent = false;
        uploadDead = false;
        deadlines.reset();
        upload.clear();
        download.reset();
    }

    /** The same request goes to a server once more. */
    void again() {
        start();
        headSent = true;
        site.worker().expireAt(exchange, Timer.NEVER);
    }

    Pump upload() {
        return upload;
    }

    Wire clientWire() {
        return exchange.client().wire();
    }

    ServerConnection connection() {
        return Objects.requireNonNull(connection, "no server");
    }

    Wire serverWire() {
        Wire instead = kept;
        return instead == null ? connection().wire() : instead;
    }

    /** Whether the final response is still to come. */
    boolean isWaiting() {
        return phase == Phase.WAITING;
    }

    boolean isHeadSent() {
        return headSent;
    }

    /** Whether the client has seen the beginning of a final response. */
    boolean isResponseBegun() {
        return phase == Phase.RESPONDING || phase == Phase.TUNNEL;
    }

    /** Whether the client has reset while it waited for its answer, which counts as if it was being answered. */
    boolean isAbandoned() {
        return phase == Phase.WAITING && requestSent && clientWire().isBroken();
    }

    boolean isRequestSent() {
        return requestSent;
    }

    /** Whether the server's connection may serve another request. */
    boolean mayKeepServer() {
        return requestSent && download.mayKeepServer();
    }

    /** Second character of the termination state. */
    char where() {
        return switch (phase) {
            case IDLE, WAITING -> 'H';
            case RESPONDING, TUNNEL -> download.isDone() ? 'L' : 'D';
            case REPLYING -> 'R';
        };
    }

    /** A server is reached: the request goes out. */
    void begin(ServerConnection to) {
        connection = to;
        to.wire().handler(this);
        phase = Phase.WAITING;
        headSent = true;
        exchange.samples.requestGone();
        download.inspecting.begin();
        if (exchange.replay.send(upload, to.wire())) {
            pumpUpload();
            download.inspecting.judge();
        } else {
            uploadDead = true;
            download.read();
        }
        if (isWaiting() && clientWire().isPeerDone()) {
            clientReadable(false);
        }
        arm();
    }

    /** A response that was kept is read in place of a server's; nothing more of the request is wanted. */
    void begin(Wire from) {
        kept = from;
        phase = Phase.WAITING;
        headSent = true;
        requestSent = true;
        download.begin();
        arm();
    }

    /** The server's connection is not this exchange's any more. */
    void serverGone() {
        connection = null;
        download.serverGone();
    }

    private void pumpUpload() {
        Pump.Result result = upload.run(clientWire(), serverWire());
        switch (result) {
            case STARVED, BLOCKED -> {}
            case LATER -> later();
            case DONE -> {
                requestSent = true;
                if (download.isDone()) {
                    exchange.finish();
                }
            }
            case WRONG -> exchange.interventions.clientFault('P', 400);
            case SOURCE_ENDED, SOURCE_BROKEN -> exchange.interventions.clientFault('C', 400);
            case SINK_BROKEN -> {
                uploadDead = true;
                if (download.isDone()) {
                    serverLeft();
                } else {
                    download.read();
                }
            }
        }
    }

    /** The response has passed, and the server takes no more of the request. */
    private void serverLeft() {
        exchange.trace.ended('S', 'L');
        endEarly();
    }

    private void endEarly() {
        exchange.keepClient = false;
        exchange.finish();
    }

    /** Others come first; goes on in the next turn. */
    void later() {
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
            if (phase == Phase.RESPONDING) {
                download.pass();
            }
        }
        arm();
        site.settle();
    }

    /** Bytes, the end or an error of the client, while a request is under way. */
    void clientReadable(boolean stillWaiting) {
        if (phase == Phase.TUNNEL) {
            pumpTunnel();
        } else if ((phase == Phase.WAITING || phase == Phase.RESPONDING) && !requestSent && !uploadDead) {
            pumpUpload();
        } else if (stillWaiting) {
            if (clientWire().isPeerDone() && exchange.backendPlan().abortOnClose) {
                exchange.interventions.clientFault('C', -1);
            }
        } else if ((phase == Phase.WAITING
                        || phase == Phase.RESPONDING && download.pump().isFlushed())
                && clientWire().isPeerDone()
                && exchange.backendPlan().abortOnClose
                && exchange.client().isGone()) {
            exchange.interventions.clientFault('C', 400);
        }
        arm();
    }

    /** The client takes more. */
    void clientWritable() {
        switch (phase) {
            case TUNNEL -> pumpTunnel();
            case RESPONDING -> download.pass();
            case REPLYING -> {
                if (download.pump().outlet().flush(clientWire())) {
                    exchange.replyGoesOn();
                } else {
                    exchange.finish();
                }
            }
            case WAITING -> {
                if (!download.pump().outlet().flush(clientWire())) {
                    exchange.interventions.clientFault('C', -1);
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
            case WAITING -> download.read();
            case RESPONDING -> download.pass();
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
            case WAITING -> download.none();
            case RESPONDING -> download.broke();
            case TUNNEL -> exchange.interventions.serverFault('S', 502);
            case IDLE, REPLYING -> {}
        }
        site.settle();
    }

    /** The final response begins, or both sides leave HTTP. */
    void responds(boolean tunnel) {
        phase = tunnel ? Phase.TUNNEL : Phase.RESPONDING;
        if (tunnel) {
            upload.body().begin(Body.Kind.CLOSE, 0, 0);
        }
    }

    /** The head of the final response is on its way: what follows it passes. */
    void passResponse() {
        if (phase == Phase.TUNNEL) {
            pumpTunnel();
        } else {
            download.pass();
        }
    }

    /** The response has passed; so it ends, unless the request has not. */
    void responsePassed() {
        if (requestSent) {
            exchange.finish();
        } else if (uploadDead) {
            serverLeft();
        }
    }

    private void pumpTunnel() {
        Tunnel.State state = Tunnel.pump(upload, download.pump(), clientWire(), serverWire());
        exchange.count();
        switch (state) {
            case OPEN -> {}
            case LATER -> later();
            case ENDED -> {
                download.tunnelEnded();
                exchange.finish();
            }
            case CLIENT_BROKEN -> exchange.interventions.clientFault('C', -1);
            case SERVER_BROKEN -> {
                exchange.tally.side(Counter.SERVER_ABORTS, 1);
                exchange.interventions.serverFault('S', 502);
            }
        }
    }

    /** Sends bytes of the proxy's own; returns whether the exchange is still alive. */
    boolean sendReply(StreamBuffer out) {
        phase = Phase.REPLYING;
        if (download.pump().outlet().send(clientWire(), out)) {
            return true;
        }
        exchange.trace.ended('C', 'R');
        exchange.finish();
        return false;
    }

    boolean isReplyFlushed() {
        return phase == Phase.REPLYING && download.pump().outlet().isEmpty();
    }

    Phase phase() {
        return phase;
    }

    Download download() {
        return download;
    }

    /** Sets the timer to the earliest deadline, after each event. */
    void arm() {
        if (phase != Phase.IDLE && !download.isHeld()) {
            deadlines.set(site.worker().nowMillis(), exchange, this);
            site.worker().expireAt(exchange, Math.min(deadlines.next(), download.inspecting.due()));
        }
    }

    /** A deadline has passed. */
    void expired() {
        if (download.isHeld()) {
            download.rules();
            arm();
            return;
        }
        boolean clientLate = !download.inspecting.isDue() && deadlines.isClientFirst();
        switch (phase) {
            case WAITING -> {
                if (clientLate) {
                    exchange.interventions.clientFault('c', 400);
                } else {
                    download.late();
                }
            }
            case RESPONDING, TUNNEL -> {
                if (clientLate) {
                    exchange.interventions.clientFault('c', -1);
                } else {
                    exchange.tally.side(Counter.SERVER_ABORTS, 1);
                    exchange.interventions.serverFault('s', 504);
                }
            }
            case REPLYING -> endEarly();
            case IDLE -> site.worker().expireAt(exchange, Timer.NEVER);
        }
    }

    /** The exchange is over. */
    void end() {
        phase = Phase.IDLE;
        connection = null;
        kept = null;
        download.caching.end();
        upload.clear();
        download.reset();
    }
}
