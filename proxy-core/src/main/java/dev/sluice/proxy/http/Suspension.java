package dev.sluice.proxy.http;

import dev.sluice.proxy.worker.Worker;

/** What the rules of an exchange wait for: time, bytes of a body, or an answer from elsewhere. Confined to its worker. */
final class Suspension {
    private static final long NOT_WAITING = -1;

    private final Exchange exchange;
    private final Worker worker;
    private long since = NOT_WAITING;
    private boolean forBody;
    private long questions;
    /** The question whose answer lets the exchange go on; 0 for none. */
    private long awaited;

    Suspension(Exchange exchange, Worker worker) {
        this.exchange = exchange;
        this.worker = worker;
    }

    /** Nothing is waited for any more. */
    void end() {
        since = NOT_WAITING;
        forBody = false;
        awaited = 0;
    }

    /** What is waited for next is waited for from then on. */
    void forgetTime() {
        since = NOT_WAITING;
    }

    boolean isWaiting() {
        return since != NOT_WAITING;
    }

    boolean waitsForBody() {
        return forBody;
    }

    /** Since something was waited for; -1 where nothing is. */
    long waitedMillis() {
        return since == NOT_WAITING ? -1 : worker.nowMillis() - since;
    }

    /** The exchange goes on after so long at the latest. */
    void waitFor(long millis, boolean body) {
        long now = worker.nowMillis();
        if (since == NOT_WAITING) {
            since = now;
        }
        forBody = body;
        worker.expireAt(exchange, now + millis);
    }

    /** What has the exchange go on once an answer is there, run by whoever has it, where that is still what it waits for. */
    Runnable forAnswer() {
        long number = ++questions;
        awaited = number;
        return () -> worker.execute(() -> answered(number));
    }

    /** Whether an answer that was asked for is not there yet. */
    boolean isUnanswered() {
        return awaited != 0;
    }

    /** The answer is not waited for. */
    void unanswered() {
        awaited = 0;
    }

    private void answered(long number) {
        if (exchange.isActive() && awaited == number) {
            awaited = 0;
            worker.forget(exchange);
            exchange.onExpired();
        }
    }
}
