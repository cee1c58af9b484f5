package dev.sluice.proxy.session;

import dev.sluice.config.LogStep;
import dev.sluice.proxy.sample.ConnectionLogView;

/**
 * What log formats tell of a connection that was just accepted: hardly anything.
 *
 * @param step which rules look at it
 * @param acceptWallMillis when that was
 */
record ArrivalLine(LogStep step, long acceptWallMillis) implements ConnectionLogView {
    private static final long NEVER = -1;

    @Override
    public long beganWallMillis() {
        return acceptWallMillis;
    }

    @Override
    public long number() {
        return 0;
    }

    @Override
    public long requestMillis() {
        return NEVER;
    }

    @Override
    public long queueMillis() {
        return NEVER;
    }

    @Override
    public long connectMillis() {
        return NEVER;
    }

    @Override
    public long totalMillis() {
        return 0;
    }

    @Override
    public int status() {
        return 0;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public long bytesUploaded() {
        return 0;
    }

    @Override
    public String terminationState() {
        return "----";
    }

    @Override
    public int retries() {
        return 0;
    }

    @Override
    public boolean isRedispatched() {
        return false;
    }

    @Override
    public int serverQueue() {
        return 0;
    }

    @Override
    public int backendQueue() {
        return 0;
    }
}
