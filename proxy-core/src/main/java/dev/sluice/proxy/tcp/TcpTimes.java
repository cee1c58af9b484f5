package dev.sluice.proxy.tcp;

import dev.sluice.config.LogStep;
import dev.sluice.proxy.sample.ConnectionLogView;
import dev.sluice.proxy.session.Connector;

/** What log formats tell of a session at a step. */
record TcpTimes(
        long number,
        Connector connector,
        long beganWallMillis,
        long totalMillis,
        long bytesRead,
        long bytesUploaded,
        String terminationState,
        LogStep step,
        boolean isPartial)
        implements ConnectionLogView {
    @Override
    public long acceptWallMillis() {
        return beganWallMillis;
    }

    @Override
    public long requestMillis() {
        return 0;
    }

    @Override
    public long queueMillis() {
        return step == LogStep.ACCEPT ? -1 : connector.queueMillis();
    }

    @Override
    public long connectMillis() {
        return step == LogStep.ACCEPT ? -1 : connector.connectMillis();
    }

    @Override
    public int status() {
        return -1;
    }

    @Override
    public int retries() {
        return connector.retries();
    }

    @Override
    public boolean isRedispatched() {
        return connector.isRedispatched();
    }

    @Override
    public int serverQueue() {
        return connector.ticket().serverQueuePosition();
    }

    @Override
    public int backendQueue() {
        return connector.ticket().backendQueuePosition();
    }
}
