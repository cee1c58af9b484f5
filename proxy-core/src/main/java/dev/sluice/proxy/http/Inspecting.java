package dev.sluice.proxy.http;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.rule.TcpRules;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.state.Backend;

/**
 * Runs the {@code tcp-response content} rules of an exchange's backend: when its server is reached, and where {@code tcp-response
 * inspect-delay} lets them wait, again with whatever comes of the response. That stays where it was received meanwhile. Confined to its worker.
 */
final class Inspecting implements PayloadView {
    private final Exchange exchange;
    private final Response response;
    private final HttpSite site;
    private TcpRules rules = TcpRules.NONE;
    private long dueMillis;
    private boolean last;
    /** What came of reading the first head: {@link HeadParser#MORE} until there is one. */
    private int parsed = HeadParser.MORE;

    private boolean wellFormed;
    private boolean cut;

    Inspecting(Exchange exchange, Response response, HttpSite site) {
        this.exchange = exchange;
        this.response = response;
        this.site = site;
    }

    /** Ready for another response. */
    void reset() {
        if (!rules.isEmpty()) {
            exchange.samples.inspected(null);
            rules = TcpRules.NONE;
        }
        last = false;
        cut = false;
        parsed = HeadParser.MORE;
    }

    /** A server is reached, or what stands in its place. */
    void begin() {
        Program program = exchange.backendPlan().inspectsResponses ? exchange.frontendPlan().program : null;
        Backend from = exchange.backend();
        rules = program == null || from == null ? TcpRules.NONE : program.responsesOf(from);
        if (rules.isEmpty() || from == null) {
            return;
        }
        long delay = from.settings().get(ProxySettings.TCP_RESPONSE_DELAY);
        dueMillis = site.worker().nowMillis() + delay;
        last = delay == 0;
        exchange.samples.inspected(this);
        exchange.judging().responds(null);
    }

    /** Whether rules have yet to say whether the response goes on. */
    boolean isOpen() {
        return !rules.isEmpty();
    }

    /** When they wait no longer. */
    long due() {
        return isOpen() ? dueMillis : Timer.NEVER;
    }

    /** Whether they have waited for long enough. */
    boolean isDue() {
        return due() <= site.worker().nowMillis();
    }

    /**
     * Looks at what has come; returns whether it goes on.
     *
     * @param ends whether nothing more will come
     */
    boolean isPassed(boolean ends) {
        if (!isOpen()) {
            return true;
        }
        Wire server = exchange.forwarding().serverWire();
        int got;
        do {
            got = response.inbox.fill(server);
        } while (got > 0);
        last = ends || got != Wire.WOULD_BLOCK || site.worker().nowMillis() >= dueMillis;
        int headMax = exchange.frontendPlan().headMax;
        if (parsed == HeadParser.MORE && response.inbox.readable() > 0) {
            parsed = response.parse(headMax);
            wellFormed = parsed == HeadParser.DONE && response.read(exchange.request);
            if (wellFormed) {
                exchange.judging().responds(response.message);
            }
        }
        last |= parsed != HeadParser.MORE && !wellFormed || response.inbox.readable() >= headMax;
        return run();
    }

    /** A server was reached, and has said nothing yet: what rules say of that. */
    void judge() {
        if (isOpen() && exchange.forwarding().isWaiting()) {
            boolean unused = run();
        }
    }

    /** Runs the rules, from the first on; returns whether they let the response pass. */
    private boolean run() {
        TcpRules.Verdict verdict =
                rules.run(exchange.samples, exchange.judging().sample(), last);
        if (verdict == TcpRules.Verdict.WAIT) {
            return false;
        }
        rules = TcpRules.NONE;
        exchange.samples.inspected(null);
        switch (verdict) {
            case PASS, WAIT, SWITCH, SWITCH_HTTP1, SWITCH_HTTP2 -> {
                return true;
            }
            case DROP -> exchange.judging().drop(true);
            case REJECT -> exchange.interventions.refuse();
            case CLOSE -> {
                if (wellFormed && parsed == HeadParser.DONE) {
                    // What has come by then goes on, and nothing more is taken of the server.
                    exchange.forwarding().serverWire().close();
                    cut = true;
                    return true;
                }
                exchange.trace.responseMillis = -1;
                exchange.interventions.serverFault('S', 502);
            }
        }
        return false;
    }

    /** What came of reading the head that rules have looked at, once; {@link HeadParser#MORE} where there is none. */
    int takeParsed() {
        int known = parsed;
        parsed = HeadParser.MORE;
        return known;
    }

    /** Whether there is a head that was read and not taken. */
    boolean hasHead() {
        return parsed == HeadParser.DONE;
    }

    /** Whether that head can be passed on. */
    boolean isWellFormed() {
        return wellFormed;
    }

    /** Whether rules have had the server's connection closed, so that the response ends with what had come. */
    boolean isCut() {
        return cut;
    }

    @Override
    public boolean isPlain() {
        return false;
    }

    @Override
    public int length() {
        boolean there = parsed == HeadParser.DONE && wellFormed;
        return there ? response.framing.accountedIn + response.inbox.readable() - response.head.length() : 0;
    }

    @Override
    public byte at(int offset) {
        throw new IndexOutOfBoundsException("heads are not looked at as they came");
    }

    @Override
    public void copy(int offset, int length, byte[] to, int at) {
        throw new IndexOutOfBoundsException("heads are not looked at as they came");
    }

    @Override
    public boolean isFinal() {
        return last;
    }
}
