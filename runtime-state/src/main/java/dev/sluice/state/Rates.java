package dev.sluice.state;

/** Ends a second for all rates, and forgets what stick tables have kept for long enough. */
@ControlThread
public final class Rates {
    private Rates() {}

    /** Ticks every rate of a process and its proxies. */
    public static void tick(RuntimeState state, long nowMillis) {
        state.tables().sweep();
        ProcessState process = state.process();
        process.connectionRate().tick(nowMillis);
        process.sessionRate().tick(nowMillis);
        process.bytesOutRate().tick(nowMillis);
        process.compression().rates().forEach(rate -> rate.tick(nowMillis));
        process.tls().rates().forEach(rate -> rate.tick(nowMillis));
        for (Proxy proxy : state.topology().proxies()) {
            proxy.sessionRate().tick(nowMillis);
            if (proxy instanceof Frontend frontend) {
                frontend.requestRate().tick(nowMillis);
                frontend.connectionRate().tick(nowMillis);
            }
            if (proxy instanceof Backend backend) {
                backend.servers().forEach(server -> server.sessionRate().tick(nowMillis));
            }
        }
    }
}
