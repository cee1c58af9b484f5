package dev.sluice.proxy.check;

import dev.sluice.proxy.h2.BackConnection;
import dev.sluice.proxy.tls.TlsClients;
import dev.sluice.proxy.tls.TlsWire;
import dev.sluice.proxy.wire.SystemErrors;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Route;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Words;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.ProcessState;
import dev.sluice.state.tls.ConnectingTls;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One check under way: connects, lets its kind talk, ends once with a result, within its time. A plain connection passes as soon as it stands. */
class Probe extends Timer implements WireHandler {
    /** A start that is not over yet may be over soon. */
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Worker worker;
    private final Limits limits;
    private final Ended ended;
    private long startMillis;
    private @Nullable Wire wire;
    private @Nullable StreamBuffer buffer;
    private @Nullable ConnectingTls tls;
    private String host = "";
    private List<String> protocols = List.of();
    private @Nullable Words preface;
    private @Nullable Http2Wish wish;
    /** What the present connection carries where it speaks HTTP/2; null for HTTP/1, or no HTTP at all. */
    private @Nullable BackConnection multiplexed;

    private boolean connected;
    private boolean late;
    private boolean over;
    /** Which of its connections is the present one. */
    private int connection;

    Probe(Worker worker, Limits limits, Ended ended) {
        this.worker = worker;
        this.limits = limits;
        this.ended = ended;
    }

    /** Has the connection encrypted, asking for a host where one is named, offering what is spoken; or not, with null. */
    final void encrypt(@Nullable ConnectingTls with, String name, List<String> offered) {
        tls = with;
        host = name;
        protocols = offered;
    }

    /** Has the connection begin with some words, in the clear. */
    final void begin(@Nullable Words with) {
        preface = with;
    }

    /** Has the connection speak HTTP/2 where {@code with} says so; null for never. */
    final void speak(@Nullable Http2Wish with) {
        wish = with;
    }

    /** Whether it speaks HTTP/2, which has no phrases beside its statuses. */
    final boolean isMultiplexed() {
        return multiplexed != null;
    }

    /** Begins by connecting to {@code target}; the result may come before this returns. */
    void start(Target target) {
        startMillis = worker.clock().millis();
        open(target);
    }

    /** Begins without a connection. */
    final void begin() {
        startMillis = worker.clock().millis();
        expireIn(limits.connectMillis);
    }

    /** Connects anew, in place of the connection that there is. */
    final void open(Target target) {
        connection++;
        connected = false;
        if (buffer != null) {
            buffer.clear();
        }
        part();
        Route route;
        try {
            route = target.resolve();
        } catch (IOException unresolved) {
            finish(told(Failures.failed(CheckStatus.SOCKET_ERROR, 0, "")));
            return;
        }
        try {
            wire = TlsClients.check(worker, route.saying(preface), tls, host, protocols, this);
            expireIn(limits.connectMillis);
        } catch (IOException failure) {
            finish(told(Failures.atOnce(SystemErrors.atOnce(failure), route.target() instanceof DomainSocketAddress)));
        }
    }

    /** Lets go of the present connection, as it was to be let go of. */
    final void part() {
        Wire before = wire;
        wire = null;
        if (before != null) {
            leave(before);
        }
    }

    /** Gives up without a result. */
    final void abort() {
        cleanUp();
    }

    /** The connection stands: says what is to be said. */
    void connected(Wire to) {
        CheckStatus stands = to.carrier() instanceof TlsWire ? CheckStatus.L6_OK : CheckStatus.L4_OK;
        finish(new CheckResult(stands, CheckResult.Verdict.PASSED, -1, elapsed(), ""));
    }

    /** Whether an answer is wanted by now. */
    boolean isListening() {
        return true;
    }

    /** Looks at all that has arrived so far; ends the probe or waits for more. */
    void received(StreamBuffer bytes) {}

    /** The other side has ended before the probe did. */
    void ended() {
        finish(told(Failures.failed(CheckStatus.SOCKET_ERROR, elapsed(), "")));
    }

    /** Ends the probe. */
    final void finish(CheckResult result) {
        finish(result, null);
    }

    final void finish(CheckResult result, @Nullable String line) {
        if (!over) {
            over = true;
            worker.forget(this);
            ended.ended(result, line);
            afterResult(this::cleanUp);
        }
    }

    /** Lets go of the connection, when the result has been told. */
    void afterResult(Runnable letGo) {
        letGo.run();
    }

    private void cleanUp() {
        over = true;
        worker.forget(this);
        if (wire != null) {
            leave(wire);
        }
        letGo();
        if (buffer != null) {
            worker.release(buffer);
            buffer = null;
        }
    }

    /** Lets go of what the kind of check holds besides. */
    void letGo() {}

    /** Our side ends first, and would keep each connection for a minute otherwise. */
    private void leave(Wire from) {
        BackConnection whole = multiplexed;
        multiplexed = null;
        if (whole != null) {
            whole.end(!isOrderly());
        } else if (isOrderly()) {
            from.close();
        } else {
            from.reset();
        }
    }

    /** Whether the connection is to be closed rather than reset. */
    boolean isOrderly() {
        return false;
    }

    /** Whether a broken connection is as good as one that the other side has ended. */
    boolean isAnswered(WireError error) {
        return false;
    }

    /** What a failure of the connection is told as. */
    CheckResult told(CheckResult failure) {
        return failure;
    }

    final long elapsed() {
        return Math.max(0, worker.nowMillis() - startMillis);
    }

    /** Counts from this very moment: that our own turn took long, as the first ones of a process do, is not the server's fault. */
    private void expireIn(long millis) {
        late = false;
        worker.expireAt(this, worker.clock().millis() + millis);
    }

    final StreamBuffer buffer() {
        if (buffer == null) {
            buffer = worker.buffer();
        }
        return buffer;
    }

    /** Nothing more is to be said: memory is taken again when something arrives. */
    void said() {
        if (buffer != null) {
            worker.release(buffer);
            buffer = null;
        }
    }

    @Override
    public final void onConnected(Wire from) {
        if (!over) {
            connected = true;
            int present = connection;
            connected(spoken(from));
            if (!over && present == connection) {
                expireIn(limits.answerMillis > 0 ? limits.answerMillis : limits.connectMillis);
            }
        }
    }

    /** What to talk to: the connection itself, or a stream on it. */
    private Wire spoken(Wire stands) {
        Http2Wish asked = wish;
        if (asked == null || !asked.isGranted(stands)) {
            return stands;
        }
        BackConnection made = BackConnection.over(worker, stands, asked.limits(), null, () -> {});
        Wire stream = made.open();
        stream.handler(this);
        multiplexed = made;
        wire = stream;
        return stream;
    }

    @Override
    public final void onReadable(Wire from) {
        int present = connection;
        while (!over && present == connection && isListening()) {
            StreamBuffer into = buffer();
            if (into.writable() == 0) {
                finish(told(Failures.failed(CheckStatus.SOCKET_ERROR, elapsed(), "")));
                return;
            }
            int got = from.read(into.writeAddress(), into.writable());
            if (got > 0) {
                into.produced(got);
                received(into);
            } else if (got == Wire.EOF) {
                ended();
                return;
            } else {
                if (got == Wire.FAILED) {
                    onError(from, from.error());
                } else if (into.readable() == 0) {
                    said();
                }
                return;
            }
        }
    }

    @Override
    public void onWritable(Wire from) {}

    @Override
    public final void onError(Wire from, WireError error) {
        if (connected && isAnswered(error)) {
            ended();
        } else if (connected) {
            BackConnection whole = multiplexed;
            finish(told(Failures.established(whole == null ? error : whole.failure(), elapsed())));
        } else {
            finish(told(isShaking() ? Failures.shaking(elapsed()) : Failures.connecting(error, elapsed())));
        }
    }

    @Override
    protected final void onExpired() {
        late = true;
        // What has arrived in the meantime counts: a turn of ours that took long is not the server's fault.
        worker.again(this::giveUp);
    }

    private void giveUp() {
        if (late) {
            CheckStatus before = isShaking() ? CheckStatus.L6_TIMEOUT : CheckStatus.L4_TIMEOUT;
            CheckStatus status = connected ? CheckStatus.L7_TIMEOUT : before;
            long coldUntil = limits.process.coldUntilMillis();
            long now = worker.clock().millis();
            if (now < coldUntil && isPatient(status)) {
                late = false;
                worker.expireAt(this, Math.min(coldUntil, now + LOOK_AGAIN_MILLIS));
                return;
            }
            finish(told(Failures.failed(status, elapsed(), "")));
        }
    }

    /**
     * Whether it waits on while the program is cold. Who connects, shakes hands or speaks HTTP/2 for the first time has code and libraries
     * to load, on either side, which says nothing of how the server is.
     */
    boolean isPatient(CheckStatus result) {
        return result == CheckStatus.L4_TIMEOUT || result == CheckStatus.L6_TIMEOUT || isMultiplexed();
    }

    /** Whether the connection stands and only hands are not shaken yet. */
    private boolean isShaking() {
        return wire instanceof TlsWire encrypted && encrypted.isBegun() && encrypted.isShaking();
    }

    /** Finds the address to connect to. */
    @FunctionalInterface
    interface Target {
        /** The way to the address. */
        Route resolve() throws IOException;
    }

    /** Whoever wants the result. */
    @FunctionalInterface
    interface Ended {
        /** The check has ended; the line is an agent's. */
        void ended(CheckResult result, @Nullable String line);
    }

    /**
     * How long a probe may take.
     *
     * @param connectMillis until the connection stands, or all of it where there is no other limit
     * @param answerMillis from there to the answer; 0 leaves it to the first limit
     * @param process whose start may have been a moment ago
     */
    record Limits(long connectMillis, long answerMillis, ProcessState process) {}
}
