package dev.sluice.proxy.tcp;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.rule.TcpRules;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.session.HttpUpgrade;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Runs the {@code tcp-request content} rules of a session's frontend, over the bytes that the client has sent so far. */
final class Inspection implements PayloadView {
    private final TcpSession session;
    private final Worker worker;
    private final Half client;
    private final TcpContext samples;
    private final TcpRules rules;
    private final Tally tally;
    private final HttpUpgrade http;
    private final long dueMillis;
    private boolean waiting;
    private boolean full;
    /** What rules have asked for, whose answer has the session go on. */
    private @Nullable CompletionStage<?> heard;

    Inspection(TcpSession session, Half client, TcpContext samples, TcpRules rules, Tally tally, HttpUpgrade http) {
        this.http = http;
        this.session = session;
        this.worker = session.shard().worker();
        this.tally = tally;
        this.client = client;
        this.samples = samples;
        this.rules = rules;
        long delay = session.frontend().settings().get(ProxySettings.TCP_INSPECT_DELAY);
        this.dueMillis = worker.nowMillis() + delay;
        samples.requestBytes(this);
    }

    /** Whether it waits for more. */
    boolean isWaiting() {
        return waiting;
    }

    /** When it waits no longer. */
    long due() {
        return waiting ? dueMillis : Timer.NEVER;
    }

    /** Reads what there is and runs the rules, from the first on. */
    TcpRules.Verdict run() {
        read();
        TcpRules.Verdict verdict = rules.run(samples, new Sample(), isFinal());
        waiting = verdict == TcpRules.Verdict.WAIT;
        CompletionStage<?> asked = samples.asked();
        if (asked != null && asked != heard) {
            heard = asked;
            var unused = asked.whenComplete((found, failure) -> worker.execute(() -> session.readable(client)));
        }
        return verdict;
    }

    private void read() {
        Wire wire = client.wire();
        StreamBuffer held = client.pending;
        while (!client.ended && wire.isReadable()) {
            if (held == null) {
                held = worker.buffer();
            }
            if (held.writable() == 0) {
                full = true;
                break;
            }
            int got = wire.read(held.writeAddress(), held.writable());
            if (got > 0) {
                held.produced(got);
                client.activeMillis = worker.nowMillis();
                tally.received(true, got);
            } else {
                client.ended = got == Wire.EOF;
                break;
            }
        }
        keep(held);
    }

    private void keep(@Nullable StreamBuffer held) {
        if (held != null && held.readable() == 0) {
            worker.release(held);
            client.pending = null;
        } else {
            client.pending = held;
        }
    }

    @Override
    public int length() {
        StreamBuffer held = client.pending;
        return held == null ? 0 : held.readable();
    }

    @Override
    public Guess http() {
        StreamBuffer held = client.pending;
        return held == null ? Guess.NOT_YET : http.guess(session.shard(), held);
    }

    private StreamBuffer held() {
        StreamBuffer held = client.pending;
        if (held == null) {
            throw new IndexOutOfBoundsException("nothing was received");
        }
        return held;
    }

    @Override
    public byte at(int offset) {
        return held().memory().get(held().start() + offset);
    }

    @Override
    public void copy(int offset, int length, byte[] to, int at) {
        held().memory().get(held().start() + offset, to, at, length);
    }

    @Override
    public boolean isFinal() {
        return client.ended || full || worker.nowMillis() >= dueMillis;
    }
}
