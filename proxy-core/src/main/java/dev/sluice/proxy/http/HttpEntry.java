package dev.sluice.proxy.http;

import dev.sluice.proxy.session.Admission;
import dev.sluice.state.Frontend;
import java.util.ArrayDeque;

/** What the clients of one listener share on one worker: the frontend's plan, counters, and exchanges to use again. */
final class HttpEntry {
    /** Exchanges kept for the next request; one is some kilobytes. */
    private static final int EXCHANGES_KEPT_MAX = 256;

    private final HttpSite site;
    private final Admission admission;
    private final Frontend frontend;
    private final long[] process;
    private final ArrayDeque<Exchange> free = new ArrayDeque<>();
    private HttpPlan plan;

    HttpEntry(HttpSite site, Admission admission) {
        this.site = site;
        this.admission = admission;
        this.frontend = admission.frontend();
        this.process = site.worker().stripe(site.shard().process().counters());
        this.plan = site.plans().of(frontend);
    }

    HttpSite site() {
        return site;
    }

    Admission admission() {
        return admission;
    }

    Frontend frontend() {
        return frontend;
    }

    /** Whether its clients' connections end with what they carry: the process stops, or the frontend is gone for good. */
    boolean isClosing() {
        return site.shard().process().isStopping() || frontend.status() == Frontend.Status.STOP;
    }

    /** Whether they end between two requests too, rather than be told so in one more response while the process stops. */
    boolean endsIdle() {
        return isClosing()
                && !(plan.departure.awaitsLastRequest && site.shard().process().isStopping());
    }

    long[] processCounters() {
        return process;
    }

    /** The frontend's rules and settings as of now; asked once for each request. */
    HttpPlan plan() {
        if (!site.plans().isCurrent(plan)) {
            plan = site.plans().of(frontend);
        }
        return plan;
    }

    Exchange acquire(HttpClient client) {
        Exchange exchange = free.pollLast();
        if (exchange == null) {
            exchange = new Exchange(this);
        }
        exchange.adopt(client);
        return exchange;
    }

    void release(Exchange exchange) {
        if (free.size() < EXCHANGES_KEPT_MAX) {
            free.addLast(exchange);
        }
    }
}
