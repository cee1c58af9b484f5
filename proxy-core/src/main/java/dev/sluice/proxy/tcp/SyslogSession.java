package dev.sluice.proxy.tcp;

import dev.sluice.config.LogForwardSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.log.TrafficLog;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.LiveStream;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.StreamInfo;
import io.netty.util.NetUtil;
import io.netty.util.internal.PlatformDependent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection that brings messages of logs (RFC 6587). Nothing is ever sent on it; what is no message ends it. */
final class SyslogSession extends LiveStream implements WireHandler {
    /** Buffers read in one turn, so that who sends a lot leaves room for others. */
    private static final int BUFFERS_PER_TURN_MAX = 8;

    private final Worker worker;
    private final Wire client;
    private final Admission admission;
    private final TrafficLog log;
    private final SyslogFrames frames;
    private final byte[] sender;
    private final long startMillis;
    private long bytesIn;
    /** The beginning of a message. */
    private @Nullable StreamBuffer rest;

    private boolean over;

    SyslogSession(Shard shard, Wire client, Admission admission, TrafficLog log) {
        super(shard, admission.frontend());
        this.worker = shard.worker();
        this.client = client;
        this.admission = admission;
        this.log = log;
        this.frames = new SyslogFrames(admission.frontend().settings().get(LogForwardSettings.LINES));
        this.sender = client.remoteAddress() instanceof InetSocketAddress inet
                ? NetUtil.toAddressString(inet.getAddress()).getBytes(StandardCharsets.US_ASCII)
                : new byte[0];
        this.startMillis = worker.nowMillis();
    }

    void begin() {
        shard().begin(this);
        client.handler(this);
        arm();
        if (client.isReadable()) {
            onReadable(client);
        }
    }

    private void arm() {
        long silence = frontend().settings().get(ProxySettings.TIMEOUT_CLIENT);
        if (silence > 0) {
            worker.expireAt(this, worker.nowMillis() + silence);
        }
    }

    @Override
    public void onReadable(Wire wire) {
        for (int i = 0; i < BUFFERS_PER_TURN_MAX && !over; i++) {
            StreamBuffer held = rest;
            StreamBuffer buffer = held == null ? worker.buffer() : held;
            rest = buffer;
            int got = wire.read(buffer.writeAddress(), buffer.writable());
            if (got <= 0) {
                if (got == Wire.WOULD_BLOCK) {
                    releaseEmpty(buffer);
                } else {
                    end();
                }
                return;
            }
            bytesIn += got;
            buffer.produced(got);
            arm();
            if (!take(buffer)) {
                CounterSet.add(admission.frontendCounters(), Counter.REQUEST_ERRORS, 1);
                end();
                return;
            }
            releaseEmpty(buffer);
        }
        if (!over && wire.isReadable()) {
            worker.again(() -> onReadable(wire));
        }
    }

    private void releaseEmpty(StreamBuffer buffer) {
        if (buffer.readable() == 0 && rest == buffer) {
            rest = null;
            worker.release(buffer);
        }
    }

    /** Takes all messages that are there; returns whether the rest may be the beginning of one. */
    private boolean take(StreamBuffer buffer) {
        SyslogFrames.Found found = frames.find(buffer.readAddress(), buffer.readable(), buffer.capacity());
        while (found == SyslogFrames.Found.MESSAGE) {
            if (frames.length() > 0) {
                byte[] message = new byte[frames.length()];
                PlatformDependent.copyMemory(buffer.readAddress() + frames.start(), message, 0, message.length);
                log.relay(frontend(), message, sender);
            }
            buffer.consumed(frames.next());
            found = frames.find(buffer.readAddress(), buffer.readable(), buffer.capacity());
        }
        buffer.compact();
        return found == SyslogFrames.Found.PART;
    }

    @Override
    public void onWritable(Wire wire) {}

    @Override
    public void onError(Wire wire, WireError error) {
        end();
    }

    @Override
    protected void onExpired() {
        end();
    }

    @Override
    public void shutDown(ShutReason reason) {
        end();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        StreamBuffer held = rest;
        if (held != null) {
            rest = null;
            worker.release(held);
        }
        worker.forget(this);
        int unused = TcpStreams.drain(client, worker);
        client.close();
        admission.released(client);
        shard().end(this);
    }

    @Override
    public long startMillis() {
        return startMillis;
    }

    @Override
    public @Nullable Backend backend() {
        return null;
    }

    @Override
    public StreamInfo describe() {
        Peer peer = new Peer(client.remoteAddress());
        long expires = deadlineMillis();
        return new StreamInfo(
                id(),
                peer.protocol(),
                peer.display(),
                peer.port(),
                frontend(),
                null,
                null,
                false,
                startMillis,
                "IDLE",
                "INI",
                bytesIn,
                0,
                expires == NEVER ? 0 : expires,
                0,
                "",
                worker.index());
    }
}
