package dev.sluice.proxy.http;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.action.Answer;
import dev.sluice.proxy.action.Guard;
import dev.sluice.proxy.action.Manner;
import dev.sluice.proxy.balance.Limits;
import dev.sluice.proxy.rule.BalanceKey;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.rule.TcpRules;
import dev.sluice.proxy.sample.Captured;
import dev.sluice.proxy.sample.ProxyCredentials;
import dev.sluice.proxy.sample.UniqueId;
import dev.sluice.proxy.session.Handover;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.InternalService;
import dev.sluice.state.Server;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The way of a request from its head to a server: what is done with it, step by step, stopping wherever something is waited for. */
final class Course {
    /** What comes next. */
    private enum Step {
        MONITOR,
        BODY,
        FRONT_CONTENT,
        FRONT_RULES,
        FRONT_PAGE,
        FRONT_REDIRECTS,
        SWITCH,
        BACK_CONTENT,
        BACK_RULES,
        BACK_PAGE,
        BACK_REDIRECTS,
        BACK_BODY,
        SERVER,
        DONE
    }

    private static final Step[] STEPS = Step.values();

    private final Exchange exchange;
    private final HttpSite site;
    private final Replying replying;
    private final Judging judging;
    private final Body probe = new Body();
    private Step step = Step.MONITOR;
    private boolean bodyComplete;
    private boolean bodyEnded;
    private boolean buffering;

    Course(Exchange exchange, HttpSite site, Replying replying, Judging judging) {
        this.exchange = exchange;
        this.site = site;
        this.replying = replying;
        this.judging = judging;
    }

    /** The head of a request is there. */
    void begin() {
        step = Step.MONITOR;
        bodyComplete = false;
        bodyEnded = false;
        buffering = false;
        Handover from = exchange.samples.handover();
        if (from != null && from.target() != null) {
            exchange.goTo(from.target());
        }
        Captured kept = exchange.frontendPlan().captured(exchange.samples);
        if (kept != null) {
            kept.head(exchange.request.message, true);
        }
        run();
    }

    /** Whether it waits for bytes of the body, or for time to pass. */
    boolean isWaiting() {
        return buffering || judging.isWaiting() && !judging.isResponding();
    }

    /** Goes on until the request was answered, is on its way, or has to wait. */
    void run() {
        while (step != Step.DONE && take(step)) {
            step = STEPS[step.ordinal() + 1];
        }
    }

    private boolean take(Step which) {
        HttpPlan front = exchange.frontendPlan();
        HttpPlan back = exchange.backendPlan();
        boolean same = front.spec == back.spec;
        return switch (which) {
            case MONITOR -> !monitor(front);
            case BODY -> !front.bufferRequest || body();
            case FRONT_CONTENT -> exchange.samples.handover() != null || content(front);
            case FRONT_RULES -> judging.request(front.rules.request(), front) && plain(front);
            case FRONT_PAGE -> page(front);
            case FRONT_REDIRECTS -> judging.request(front.rules.redirects(), front);
            case SWITCH -> exchange.backend() != null || switching(front);
            case BACK_CONTENT -> same || content(back);
            case BACK_RULES -> same || judging.request(back.rules.request(), back) && plain(back);
            case BACK_PAGE -> same || page(back);
            case BACK_REDIRECTS -> same || judging.request(back.rules.redirects(), back);
            case BACK_BODY -> !balancesByBody(back) || body();
            case SERVER -> server();
            case DONE -> false;
        };
    }

    private boolean monitor(HttpPlan front) {
        byte[] uri = front.monitorUri;
        if (uri.length == 0 || !exchange.request.asks(uri)) {
            return false;
        }
        boolean fails = false;
        for (Guard guard : front.rules.monitorFail()) {
            fails |= guard.holds(judging);
        }
        exchange.trace.silent = true;
        exchange.interventions.monitored(fails ? 503 : 200);
        return true;
    }

    /** Whether the request goes on, as nothing is said against the names of its fields. */
    private boolean plain(HttpPlan plan) {
        if (OddFields.pass(exchange.request.message, plan.departure.oddNames)) {
            return true;
        }
        judging.answer(Answer.usual(403), Manner.DENIED);
        return false;
    }

    /** Whether the request goes on, as it does not ask for the page of statistics. */
    private boolean page(HttpPlan plan) {
        InternalService stats = plan.stats;
        if (stats == null || !exchange.request.uriStartsWith(plan.statsUri)) {
            return true;
        }
        if (!judging.request(plan.rules.stats(), plan)) {
            return false;
        }
        boolean proxied = ProxyCredentials.areAskedFor(exchange.samples);
        if (!plan.statsAccess.allows(exchange.request.message, proxied)) {
            judging.answer(plan.statsAccess.challenge(proxied), Manner.RETURNED);
            return false;
        }
        boolean admin = false;
        for (Guard guard : plan.rules.statsAdmin()) {
            admin |= guard.holds(judging);
        }
        if (!admin || exchange.request.method != Method.POST) {
            replying.serve(stats, "<STATS>", plan, admin);
        } else if (body()) {
            replying.change(stats, plan, bodyText());
        }
        return false;
    }

    private String bodyText() {
        Inbox inbox = exchange.client().inbox();
        int from = exchange.request.head.length();
        int length = Math.min(
                inbox.readable() - from, (int) Math.min(Integer.MAX_VALUE, exchange.request.framing.contentLength));
        return length <= 0 ? "" : Chars.text(inbox.memory(), inbox.start() + from, length);
    }

    /** {@code tcp-request content}: whether the request goes on. Its head is there, so nothing is waited for but what rules look up. */
    private boolean content(HttpPlan plan) {
        Program program = plan.program;
        if (program == null || program.contents().isEmpty()) {
            return true;
        }
        long delay = plan.spec.settings().get(ProxySettings.TCP_INSPECT_DELAY);
        TcpRules.Verdict verdict = judging.content(program.contents(), delay);
        if (verdict == TcpRules.Verdict.PASS || verdict == TcpRules.Verdict.WAIT) {
            return verdict == TcpRules.Verdict.PASS;
        }
        if (plan == exchange.frontendPlan()) {
            // In front of the rules about requests there is none yet, to logs.
            exchange.trace.headMillis = -1;
        }
        judging.drop(verdict == TcpRules.Verdict.DROP);
        return false;
    }

    private boolean switching(HttpPlan front) {
        Program program = front.program;
        if (program == null) {
            exchange.interventions.failed(Counter.INTERNAL_ERRORS);
            return false;
        }
        boolean forced = false;
        for (Guard guard : front.rules.forceSwitch()) {
            forced |= guard.holds(judging);
        }
        Backend target = program.backend(exchange.samples, forced);
        if (target == null) {
            exchange.interventions.nowhere();
            return false;
        }
        exchange.goTo(target);
        if (target.mode() != ProxySettings.Mode.HTTP) {
            exchange.interventions.unfit(exchange.shard().lane(target).counters());
            return false;
        }
        return true;
    }

    private boolean server() {
        if (bodyEnded && isBodyCut()) {
            exchange.interventions.bodyAborted();
            return false;
        }
        Backend target = exchange.backend();
        HttpPlan back = exchange.backendPlan();
        exchange.persistence.judge(back, judging);
        preferLast(target, back);
        useServers(back);
        // A cookie outdoes what is remembered of the client.
        exchange.tracks.persist(back.stick);
        if (target != null && back.cookie.isSet()) {
            exchange.persistence.request(back.cookie, target, site);
        }
        if (back.nameHeader.length > 0) {
            exchange.request.forget(back.lowerNameHeader);
        }
        if (!number() || !exchange.compressing.request() || !exchange.request.reread()) {
            exchange.interventions.rewriteFailed();
            return false;
        }
        BalanceKey key = back.balanceKey;
        if (key != null) {
            key.tell(exchange.samples, judging.sample(), exchange.connector().pick());
        }
        step = Step.DONE;
        exchange.trace.judged(exchange.shard().worker().nowMillis());
        exchange.connect();
        return false;
    }

    /** Numbers the request while all of it is there, and tells the server where that is wanted; returns whether there was room. */
    private boolean number() {
        byte[] number = UniqueId.of(exchange.samples);
        byte[] header = exchange.frontendPlan().uniqueIdHeader;
        return number == null || header.length == 0 || exchange.request.message.add(header, number);
    }

    /** Prefers a server that a connection is kept to for this client, while not too many wait for it. */
    private void preferLast(@Nullable Backend target, HttpPlan back) {
        Server last =
                back.prefersLast && target != null ? exchange.client().own().server(target) : null;
        if (last != null
                && (back.keepAliveQueue < 0
                        || Limits.hasRoom(last)
                        || last.queued().get() < back.keepAliveQueue)) {
            exchange.connector().ticket().prefer(last);
        }
    }

    private void useServers(HttpPlan back) {
        for (HttpRules.ServerChoice choice : back.rules.useServers()) {
            if (choice.guard().holds(judging)) {
                prefer(choice);
                return;
            }
        }
    }

    /** Whether the client has ended in the middle of the body that was waited for. */
    private boolean isBodyCut() {
        bodyComplete = false;
        return bodyBytes() >= 0;
    }

    private void prefer(HttpRules.ServerChoice choice) {
        Backend target = exchange.backend();
        choice.server()
                .append(judging.samples(), judging.sample(), judging.text().clear());
        String name = new String(judging.text().bytes(), 0, judging.text().length(), StandardCharsets.ISO_8859_1);
        if (target != null) {
            target.server(name).ifPresent(exchange.connector().ticket()::prefer);
        }
    }

    /** {@code option http-buffer-request}: whether all of the body is there, or as much as fits. */
    private boolean body() {
        if (bodyBytes() < 0) {
            buffering = false;
            return true;
        }
        if (!buffering) {
            buffering = true;
            long millis = exchange.frontendPlan().requestMillis;
            site.worker()
                    .expireAt(exchange, millis > 0 ? exchange.client().requestStartMillis() + millis : Timer.NEVER);
            read();
            buffering = bodyBytes() >= 0;
        }
        return !buffering;
    }

    private boolean balancesByBody(HttpPlan back) {
        BalanceKey key = back.balanceKey;
        return key != null && key.looksIntoBody() && exchange.request.method == Method.POST;
    }

    /** Bytes of the body that are there; -1 where no more will come, or fit. */
    int bodyBytes() {
        if (bodyComplete) {
            return -1;
        }
        Inbox inbox = exchange.client().inbox();
        Framing framing = exchange.request.framing;
        int length = exchange.request.head.length();
        probe.begin(framing.kind, framing.contentLength, exchange.frontendPlan().headMax);
        int there = inbox.readable() > length ? probe.take(inbox.memory(), inbox.start() + length, inbox.end()) : 0;
        return probe.isDone() || probe.isWrong() ? -1 : there;
    }

    /** Reads what there is of the body. */
    private void read() {
        Inbox inbox = exchange.client().inbox();
        int got;
        do {
            got = inbox.fill(exchange.client().wire());
        } while (got > 0);
        bodyComplete |= got != Wire.WOULD_BLOCK;
        bodyEnded |= got == Wire.EOF || got == Wire.FAILED;
    }

    /** The client has sent something while rules wait. */
    void clientReadable() {
        if (buffering || judging.waitsForBody()) {
            read();
            run();
        } else if (exchange.client().wire().isPeerDone() && exchange.client().isGone()) {
            exchange.interventions.clientFault('C', -1);
        }
    }

    /** The time that was waited is over. */
    void expired() {
        if (buffering) {
            buffering = false;
            exchange.interventions.bodyLate();
        } else {
            run();
        }
    }
}
