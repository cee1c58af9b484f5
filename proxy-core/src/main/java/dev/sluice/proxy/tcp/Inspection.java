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
import dev.sluice.state.Backend;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code tcp-request content} rules of a session's frontend over the bytes that the client has sent so far, or the
 * {@code tcp-response content} rules of its backend over those of the server. The bytes stay where they are meanwhile, one buffer of them
 * at most.
 */
final class Inspection implements PayloadView {
    private final TcpSession session;
    private final Worker worker;
    private final Half from;
    private final TcpContext samples;
    private final TcpRules rules;
    private final Tally tally;
    /** What knows requests; null where they are the server's bytes. */
    private final @Nullable HttpUpgrade http;

    private final boolean atOnce;
    private final long dueMillis;
    private boolean waiting;
    /** Whether nothing more will come, or fit. */
    private boolean last;
    /** What rules have asked for, whose answer has the session go on. */
    private @Nullable CompletionStage<?> heard;

    private Inspection(
            TcpSession session,
            Half from,
            TcpContext samples,
            TcpRules rules,
            Tally tally,
            long delayMillis,
            @Nullable HttpUpgrade http) {
        this.http = http;
        this.session = session;
        this.worker = session.shard().worker();
        this.tally = tally;
        this.from = from;
        this.samples = samples;
        this.rules = rules;
        this.atOnce = delayMillis == 0;
        this.dueMillis = worker.nowMillis() + delayMillis;
        from.judged = true;
    }

    /** Of what a client sends; {@code http} says whether that is a request. */
    static Inspection ofClient(
            TcpSession session, Half client, TcpContext samples, TcpRules rules, Tally tally, HttpUpgrade http) {
        long delay = session.frontend().settings().get(ProxySettings.TCP_INSPECT_DELAY);
        Inspection made = new Inspection(session, client, samples, rules, tally, delay, http);
        samples.requestBytes(made);
        return made;
    }

    /** Of what a server of {@code of} sends. */
    static Inspection ofServer(
            TcpSession session, Half server, TcpContext samples, TcpRules rules, Tally tally, Backend of) {
        long delay = of.settings().get(ProxySettings.TCP_RESPONSE_DELAY);
        Inspection made = new Inspection(session, server, samples, rules, tally, delay, null);
        samples.responseBytes(made);
        return made;
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
        // Rules that wait for nothing see a server before it has said anything.
        if (!atOnce || http != null) {
            read();
        }
        TcpRules.Verdict verdict = rules.run(samples, new Sample(), isFinal());
        waiting = verdict == TcpRules.Verdict.WAIT;
        CompletionStage<?> asked = samples.asked();
        if (asked != null && asked != heard) {
            heard = asked;
            var unused = asked.whenComplete((found, failure) -> worker.execute(() -> session.readable(from)));
        }
        return verdict;
    }

    /** The same when nothing more will come. */
    TcpRules.Verdict last() {
        last = true;
        return run();
    }

    /** The rules have said what they say: what is held waits for the other side now. */
    void end() {
        from.judged = false;
    }

    private void read() {
        Wire wire = from.wire();
        StreamBuffer held = from.pending;
        while (!from.ended && wire.isReadable()) {
            if (held == null) {
                held = worker.buffer();
            }
            if (held.writable() == 0) {
                last = true;
                break;
            }
            int got = wire.read(held.writeAddress(), held.writable());
            if (got > 0) {
                held.produced(got);
                from.activeMillis = worker.nowMillis();
                tally.received(http != null, got);
            } else {
                from.ended = got == Wire.EOF;
                from.broken = got == Wire.FAILED;
                break;
            }
        }
        keep(held);
    }

    private void keep(@Nullable StreamBuffer held) {
        if (held != null && held.readable() == 0) {
            worker.release(held);
            from.pending = null;
        } else {
            from.pending = held;
        }
    }

    @Override
    public int length() {
        StreamBuffer held = from.pending;
        return held == null ? 0 : held.readable();
    }

    @Override
    public Guess http() {
        StreamBuffer held = from.pending;
        if (http == null) {
            return Guess.NO;
        }
        return held == null ? Guess.NOT_YET : http.guess(session.shard(), held);
    }

    private StreamBuffer held() {
        StreamBuffer held = from.pending;
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
        return from.ended || from.broken || last || worker.nowMillis() >= dueMillis;
    }
}
