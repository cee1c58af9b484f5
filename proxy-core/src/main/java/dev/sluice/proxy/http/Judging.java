package dev.sluice.proxy.http;

import dev.sluice.config.ErrorFile;
import dev.sluice.proxy.action.Answer;
import dev.sluice.proxy.action.HeadEditor;
import dev.sluice.proxy.action.Manner;
import dev.sluice.proxy.action.RuleList;
import dev.sluice.proxy.action.Transaction;
import dev.sluice.proxy.action.Verdict;
import dev.sluice.proxy.rule.TcpRules;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.Counter;
import dev.sluice.state.InternalService;
import dev.sluice.state.PatternChange;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Runs the rules of an exchange, one list after the other, and gives their actions what they ask for. */
final class Judging implements Transaction {
    /** What others do for a request takes milliseconds at most. After so long they are busy with a reload: the request looks again. */
    private static final long CHANGE_MILLIS_MAX = 1000;

    private final Exchange exchange;
    private final HttpSite site;
    private final HttpContext samples;
    private final Deciding deciding;
    private final Head replyHead;
    private final Message replyMessage;
    private @Nullable StreamBuffer replyBytes;
    private @Nullable Message head;
    private HttpPlan plan;
    private int next;
    private boolean resumed;
    private boolean responding;
    private boolean strict;
    private boolean leaving;
    private final Suspension suspension;

    Judging(Exchange exchange, HttpSite site, HttpPlan plan) {
        this.exchange = exchange;
        this.site = site;
        this.plan = plan;
        this.samples = exchange.samples;
        this.deciding = new Deciding(samples);
        this.suspension = new Suspension(exchange, site.worker());
        this.replyHead = new Head(false, site.plans().headersMax());
        this.replyMessage = new Message(replyHead, this::replyBytes);
    }

    private StreamBuffer replyBytes() {
        StreamBuffer held = replyBytes;
        if (held == null) {
            throw new IllegalStateException("no reply");
        }
        return held;
    }

    /** Another request. */
    void begin() {
        next = 0;
        resumed = false;
        responding = false;
        strict = true;
        suspension.end();
        deciding.begin();
        head = null;
    }

    /** Whether rules wait for something. */
    boolean isWaiting() {
        return suspension.isWaiting();
    }

    /** Whether bytes of a body may be what they wait for. */
    boolean waitsForBody() {
        return suspension.waitsForBody();
    }

    /** Whether the rules about the response are what waits. */
    boolean isResponding() {
        return responding;
    }

    /** Runs rules about the request; returns whether the exchange goes on now. */
    boolean request(RuleList rules, HttpPlan of) {
        return rules.isEmpty() || run(rules, of, exchange.request.message);
    }

    /** Runs rules about the server's response; returns likewise. */
    boolean response(RuleList rules, HttpPlan of, Message message) {
        responds(message);
        return rules.isEmpty() || run(rules, of, message);
    }

    /** A response is there that rules may look at; null where rules speak of what is still to come. */
    void responds(@Nullable Message message) {
        responding = true;
        samples.response(message);
    }

    private boolean run(RuleList rules, HttpPlan of, Message about) {
        plan = of;
        head = about;
        while (next < rules.size()) {
            int mark = samples.scratch().mark();
            boolean applies = resumed || applies(rules);
            resumed = false;
            if (isPutOff()) {
                samples.scratch().release(mark);
                return false;
            }
            Verdict verdict =
                    applies ? deciding.run(rules, next, rules != of.rules.redirects(), this) : Verdict.CONTINUE;
            samples.scratch().release(mark);
            switch (verdict) {
                case CONTINUE -> goOn();
                case ALLOW -> next = rules.size();
                case FAILED -> {
                    count(Counter.FAILED_REWRITES);
                    if (strict) {
                        exchange.interventions.rewriteFailed();
                        return false;
                    }
                    goOn();
                }
                case ENDED -> {
                    suspension.forgetTime();
                    return false;
                }
                case WAIT -> {
                    resumed = true;
                    return false;
                }
            }
        }
        next = 0;
        return true;
    }

    private boolean applies(RuleList rules) {
        suspension.forgetTime();
        samples.canWait(!leaving);
        boolean applies = rules.applies(next, this);
        samples.canWait(false);
        return applies;
    }

    /** Whether a condition cannot be told before something is known that is found out elsewhere. */
    private boolean isPutOff() {
        CompletionStage<?> awaits = samples.takeAwaited();
        if (awaits == null) {
            return false;
        }
        waitFor(awaits);
        return true;
    }

    private void goOn() {
        next++;
        suspension.end();
    }

    private void count(Counter counter) {
        exchange.tally.frontend(counter);
        exchange.tally.side(counter, 1);
    }

    /** All is over, and will be logged. */
    void end() {
        deciding.settle();
    }

    /** Lets the rules about leaving responses change a head of the proxy's own, which {@code out} holds without its empty line. */
    void leaving(StreamBuffer out) {
        deciding.settle();
        RuleList back = exchange.backendPlan().rules.after();
        RuleList front = exchange.frontendPlan().rules.after();
        boolean both = exchange.backendPlan().spec != exchange.frontendPlan().spec;
        if (front.isEmpty() && (!both || back.isEmpty())) {
            return;
        }
        Reply.put(out, HttpBytes.LINE);
        replyHead.reset();
        if (HeadParser.parse(replyHead, out.memory(), out.start(), out.end()) == HeadParser.DONE) {
            replyBytes = out;
            replyMessage.begin(-1);
            samples.response(replyMessage);
            next = 0;
            resumed = false;
            boolean unused = both && after(back, exchange.backendPlan(), replyMessage);
            unused = after(front, exchange.frontendPlan(), replyMessage);
            replyBytes = null;
            exchange.trace.status = replyHead.status();
        }
        out.produced(-HttpBytes.LINE.length);
    }

    /** Runs the rules about leaving responses on one that a server sent; what has no room is left out. */
    void leaving(Message message) {
        boolean both = exchange.backendPlan().spec != exchange.frontendPlan().spec;
        next = 0;
        resumed = false;
        boolean unused = both && after(exchange.backendPlan().rules.after(), exchange.backendPlan(), message);
        unused = after(exchange.frontendPlan().rules.after(), exchange.frontendPlan(), message);
    }

    private boolean after(RuleList rules, HttpPlan of, Message message) {
        boolean wasStrict = strict;
        // It is too late to answer anything else.
        strict = false;
        leaving = true;
        boolean done = rules.isEmpty() || run(rules, of, message);
        leaving = false;
        strict = wasStrict;
        next = 0;
        return done;
    }

    /** The configured answer for a status, that of the backend first; else the one that is built in. */
    Reply usual(int status) {
        Reply own = exchange.backendPlan().replies.configured(status, this);
        if (own == null && exchange.backendPlan() != exchange.frontendPlan()) {
            own = exchange.frontendPlan().replies.configured(status, this);
        }
        return own == null ? Replies.builtIn(status) : own;
    }

    @Override
    public SampleContext samples() {
        return samples;
    }

    @Override
    public Sample sample() {
        return site.sample();
    }

    @Override
    public TextOutput text() {
        return site.text();
    }

    @Override
    public HeadEditor head() {
        Message about = head;
        return about == null ? exchange.request.message : about;
    }

    @Override
    public String proxyName() {
        return plan.spec.name();
    }

    @Override
    public HeadEditor request() {
        return exchange.request.message;
    }

    @Override
    public void answer(Answer answer, Manner manner) {
        ErrorFile file = answer.file();
        Reply reply;
        if (file != null) {
            reply = Reply.ofFile(answer.status(), file.content());
        } else {
            reply = answer.usual() ? usual(answer.status()).with(answer.fields()) : Reply.of(answer);
        }
        exchange.interventions.answer(reply, answer.status(), manner, responding);
    }

    @Override
    public void drop(boolean silently) {
        exchange.interventions.drop();
    }

    @Override
    public void hint(int status, byte[] lines) {
        exchange.interventions.hint(status, lines);
    }

    @Override
    public long waitedMillis() {
        return suspension.waitedMillis();
    }

    @Override
    public void waitFor(long millis, boolean forBody) {
        suspension.waitFor(millis, forBody);
    }

    @Override
    public void waitFor(CompletionStage<?> answer) {
        Runnable there = suspension.forAnswer();
        waitFor(CHANGE_MILLIS_MAX, false);
        var unused = answer.whenComplete((found, failure) -> there.run());
    }

    /** Runs {@code tcp-request content} rules, which see all of the head; only what they look up is waited for, and so long at most. */
    TcpRules.Verdict content(TcpRules rules, long delayMillis) {
        long left = delayMillis - Math.max(0, waitedMillis());
        TcpRules.Verdict verdict = rules.run(samples, site.sample(), true, left <= 0);
        CompletionStage<?> asked = samples.asked();
        if (verdict == TcpRules.Verdict.WAIT && asked != null) {
            waitFor(asked);
            suspension.waitFor(Math.min(left, CHANGE_MILLIS_MAX), false);
        } else {
            suspension.end();
        }
        return verdict;
    }

    @Override
    public boolean change(PatternChange change) {
        Runnable done = leaving ? () -> {} : suspension.forAnswer();
        if (!site.shard().samples().patterns().change(change, done) || leaving) {
            suspension.unanswered();
            return false;
        }
        waitFor(CHANGE_MILLIS_MAX, false);
        return true;
    }

    @Override
    public long tarpitMillis() {
        return exchange.timeouts.get(Timeout.TARPIT, plan.tarpitMillis);
    }

    @Override
    public int bodyBytes(int enough) {
        return exchange.bodyBytes(responding);
    }

    @Override
    public void bodyMissing() {
        exchange.interventions.bodyMissing(responding);
    }

    @Override
    public void malformed() {
        exchange.interventions.malformed();
    }

    @Override
    public void client(byte @Nullable [] address, int port) {
        exchange.addresses().source(address, port);
    }

    @Override
    public void destination(byte @Nullable [] address, int port) {
        exchange.addresses().destination(address, port);
    }

    @Override
    public void logLevel(int level) {
        exchange.trace.silent = level < 0;
        exchange.trace.logLevel = Math.max(0, level);
    }

    @Override
    public void timeout(Timeout which, long millis) {
        exchange.timeouts.set(which, millis);
    }

    @Override
    public void sendOnce() {
        exchange.replay.refuse();
    }

    @Override
    public void retries(int count) {
        exchange.timeouts.retries(count);
    }

    @Override
    public void strict(boolean wanted) {
        strict = wanted;
    }

    @Override
    public Kept kept() {
        return exchange.forwarding().download().caching;
    }

    @Override
    public void serve(String name) {
        InternalService service = site.plans().service(name);
        if (service == null) {
            exchange.interventions.rewriteFailed();
        } else {
            exchange.interventions.serve(service, plan);
        }
    }
}
