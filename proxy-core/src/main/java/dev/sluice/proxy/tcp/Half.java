package dev.sluice.proxy.tcp;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.proxy.wire.Pipe;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Backend;
import org.jspecify.annotations.Nullable;

/** One side of a session: its wire, and what was read from it and not yet sent to the other side. */
final class Half implements WireHandler, Runnable {
    /** What a client's side is measured by. */
    static final Timeouts CLIENT = new Timeouts(ProxySettings.TIMEOUT_CLIENT, ProxySettings.TIMEOUT_CLIENT_FIN);
    /** What a server's side is measured by. */
    static final Timeouts SERVER = new Timeouts(ProxySettings.TIMEOUT_SERVER, ProxySettings.TIMEOUT_SERVER_FIN);

    /** How long a side may be still, and how long where one direction has ended. */
    record Timeouts(Setting<Long> inactivity, Setting<Long> halfClosed) {}

    private final TcpSession session;
    private final Wire wire;
    /** What the other side did not take; while there is something, nothing more is read here. */
    @Nullable
    StreamBuffer pending;
    /** The same where it was never copied. */
    @Nullable
    Pipe pipe;
    /** Reads that filled a buffer, one after the other. */
    int fullReads;
    /** Whether the peer has ended its direction, and all before that was read. */
    boolean ended;
    /** Whether it was found to be broken while rules looked at what is pending. */
    boolean broken;
    /** Whether rules look at what is pending, so that it does not wait for the other side. */
    boolean judged;
    /** Whether we have ended our direction towards the peer. */
    boolean outputShut;
    /** Whether another turn was asked for. */
    boolean again;
    /** When something last moved here. */
    long activeMillis;

    /** The settings that the timeouts here were read from, which are asked for with every message; a reload brings others. */
    private @Nullable Settings read;

    private long stillMillis;
    private long halfClosedMillis;
    private @Nullable Settings tunnelRead;
    private long tunnelMillis;

    Half(TcpSession session, Wire wire, long nowMillis) {
        this.session = session;
        this.wire = wire;
        this.activeMillis = nowMillis;
    }

    Wire wire() {
        return wire;
    }

    /** Whether there is something to wait for here: bytes to come, or room for those of the other side. */
    private boolean isWaiting(@Nullable Half other) {
        return (!ended && (!isHolding() || judged)) || (other != null && other.isHolding() && !other.judged);
    }

    /** Whether something of it is to be told to the other side: bytes that are held, or its end. */
    boolean isToPass() {
        return isHolding() || ended || broken;
    }

    /** Whether something was read that the other side has not taken. */
    boolean isHolding() {
        return pending != null || pipe != null;
    }

    /**
     * When this side has been still for too long, where there is something to wait for.
     *
     * @param other the other side, or null where it is not reached yet
     * @param settings whose timeouts apply
     * @param timeouts which of them
     * @param tunnel whose tunnel timeout takes their place, or null where the other side is not reached yet
     */
    long due(@Nullable Half other, Settings settings, Timeouts timeouts, @Nullable Backend tunnel) {
        if (!isWaiting(other)) {
            return Timer.NEVER;
        }
        if (settings != read) {
            read = settings;
            stillMillis = settings.get(timeouts.inactivity());
            halfClosedMillis = settings.get(timeouts.halfClosed());
        }
        long applies = halfClosedMillis;
        if ((!ended && !outputShut) || applies <= 0) {
            long ofTunnel = tunnel == null ? 0 : tunnelMillis(tunnel.settings());
            applies = ofTunnel > 0 ? ofTunnel : stillMillis;
        }
        return applies > 0 ? activeMillis + applies : Timer.NEVER;
    }

    private long tunnelMillis(Settings settings) {
        if (settings != tunnelRead) {
            tunnelRead = settings;
            tunnelMillis = settings.get(ProxySettings.TIMEOUT_TUNNEL);
        }
        return tunnelMillis;
    }

    /** Ends our direction towards the peer, once. */
    void shutOutput() {
        if (!outputShut) {
            outputShut = true;
            wire.shutdownOutput();
        }
    }

    @Override
    public void onReadable(Wire from) {
        session.readable(this);
    }

    @Override
    public void onWritable(Wire from) {
        session.writable(this);
    }

    @Override
    public void onError(Wire from, WireError error) {
        session.broken(this);
    }

    /** In a later turn: there was more to read than one turn's share. */
    @Override
    public void run() {
        again = false;
        session.readable(this);
    }

    /** What was read and not passed on, which is the caller's now. */
    @Nullable
    StreamBuffer take() {
        StreamBuffer rest = pending;
        pending = null;
        return rest;
    }

    /** Gives up what was not passed on. */
    void release(Worker worker) {
        StreamBuffer rest = pending;
        if (rest != null) {
            pending = null;
            worker.release(rest);
        }
        Pipe held = pipe;
        if (held != null) {
            pipe = null;
            worker.pipes().give(held);
        }
    }
}
