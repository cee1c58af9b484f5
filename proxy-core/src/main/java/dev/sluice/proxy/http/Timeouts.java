package dev.sluice.proxy.http;

import dev.sluice.proxy.action.Transaction.Timeout;
import dev.sluice.proxy.sample.LimitsView;
import dev.sluice.proxy.sample.Priority;
import dev.sluice.proxy.session.AttemptLimits;
import java.util.Arrays;

/** The timeouts, and the place in queues, that rules have set for one request; 0 where they have not. */
final class Timeouts implements LimitsView, AttemptLimits {
    private final long[] millis = new long[Timeout.values().length];
    private boolean any;
    private int retries = -1;
    private final Priority priority = new Priority();

    /** None is set. */
    void clear() {
        priority.clear();
        forget();
    }

    private void forget() {
        if (any) {
            Arrays.fill(millis, 0);
            any = false;
            retries = -1;
        }
    }

    /** A backend was chosen that is not the proxy of the rules so far: what they said of servers was not about its servers. */
    void elsewhere() {
        if (any) {
            long client = client();
            long tarpit = tarpit();
            forget();
            set(Timeout.CLIENT, client);
            set(Timeout.TARPIT, tarpit);
        }
    }

    Priority priority() {
        return priority;
    }

    void retries(int count) {
        retries = count;
        any = true;
    }

    void set(Timeout which, long value) {
        millis[which.ordinal()] = value;
        any = true;
    }

    /** The one that was set, or {@code otherwise}. */
    long get(Timeout which, long otherwise) {
        long own = millis[which.ordinal()];
        return own > 0 ? own : otherwise;
    }

    @Override
    public long client() {
        return get(Timeout.CLIENT, 0);
    }

    @Override
    public long server() {
        return get(Timeout.SERVER, 0);
    }

    @Override
    public long connect() {
        return get(Timeout.CONNECT, 0);
    }

    @Override
    public long queue() {
        return get(Timeout.QUEUE, 0);
    }

    @Override
    public long tunnel() {
        return get(Timeout.TUNNEL, 0);
    }

    @Override
    public long tarpit() {
        return get(Timeout.TARPIT, 0);
    }

    @Override
    public int retries() {
        return retries;
    }

    @Override
    public long connectMillis(long configured) {
        return get(Timeout.CONNECT, configured);
    }

    @Override
    public long queueMillis(long configured) {
        return get(Timeout.QUEUE, configured);
    }

    @Override
    public int retriesMax(int configured) {
        return retries >= 0 ? retries : configured;
    }
}
