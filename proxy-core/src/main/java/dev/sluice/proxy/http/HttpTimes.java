package dev.sluice.proxy.http;

import dev.sluice.config.LogStep;
import dev.sluice.proxy.sample.LogView;

/** What log formats tell of an exchange. */
final class HttpTimes implements LogView {
    private final Exchange exchange;

    HttpTimes(Exchange exchange) {
        this.exchange = exchange;
    }

    /** A moment of the worker's clock on the wall. */
    private long wall(long millis) {
        return exchange.shard().worker().clock().wallMillis()
                - (exchange.shard().worker().nowMillis() - millis);
    }

    @Override
    public long beganWallMillis() {
        return wall(exchange.trace.beganMillis);
    }

    @Override
    public long number() {
        return exchange.id();
    }

    @Override
    public long acceptWallMillis() {
        return wall(exchange.client().acceptedMillis());
    }

    @Override
    public long idleMillis() {
        return exchange.client().idleMillis();
    }

    @Override
    public long requestMillis() {
        return exchange.trace.step == LogStep.REQUEST ? -1 : exchange.trace.requestMillis();
    }

    @Override
    public long queueMillis() {
        return exchange.trace.queueMillis;
    }

    @Override
    public long connectMillis() {
        return exchange.trace.connectMillis;
    }

    @Override
    public long responseMillis() {
        return exchange.trace.responseMillis;
    }

    @Override
    public long totalMillis() {
        return exchange.shard().worker().nowMillis() - exchange.trace.beganMillis;
    }

    @Override
    public int status() {
        // Nobody knows anything of it when its stream begins.
        return exchange.trace.step == LogStep.ACCEPT ? 0 : exchange.trace.status;
    }

    @Override
    public int serverStatus() {
        return exchange.trace.serverStatus;
    }

    @Override
    public boolean isFirstRequest() {
        return !exchange.client().isLaterRequest();
    }

    @Override
    public long bytesRead() {
        long begun = exchange.trace.begunBytes;
        boolean early = isPartial() || exchange.trace.step == LogStep.RESPONSE;
        return early && begun >= 0 ? begun : exchange.tally.responseIn();
    }

    @Override
    public LogStep step() {
        return exchange.trace.step;
    }

    @Override
    public boolean isPartial() {
        return exchange.frontendPlan().lines.isPartial();
    }

    @Override
    public long bytesUploaded() {
        return exchange.tally.requestIn();
    }

    @Override
    public String terminationState() {
        return "" + exchange.trace.cause + exchange.trace.where + exchange.persistence.asked
                + exchange.persistence.given;
    }

    @Override
    public int retries() {
        return exchange.asked ? exchange.connector().retries() : 0;
    }

    @Override
    public boolean isRedispatched() {
        return exchange.asked && exchange.connector().isRedispatched();
    }

    @Override
    public int serverQueue() {
        return exchange.asked ? exchange.connector().ticket().serverQueuePosition() : 0;
    }

    @Override
    public int backendQueue() {
        return exchange.asked ? exchange.connector().ticket().backendQueuePosition() : 0;
    }

    @Override
    public String serverFallback() {
        return exchange.trace.serverName;
    }

    @Override
    public byte[] requestLine() {
        return exchange.request.line();
    }

    @Override
    public int requestLineLength() {
        return exchange.trace.headMillis >= 0 ? exchange.request.lineLength() : 0;
    }
}
