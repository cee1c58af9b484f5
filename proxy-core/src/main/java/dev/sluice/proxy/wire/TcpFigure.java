package dev.sluice.proxy.wire;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** What the system measures of a TCP connection ({@code TCP_INFO}, tcp(7)). Times are microseconds. */
public enum TcpFigure {
    UNACKED(24),
    SACKED(28),
    LOST(32),
    RETRANS(36),
    FACKETS(40),
    RTT(68),
    RTT_VARIANCE(72),
    REORDERING(88);

    /** There is none: the connection is none of TCP, or is gone. */
    public static final long NONE = -1;

    private static final int SOL_TCP = 6;
    private static final int TCP_INFO = 11;
    /** As much of it as all kernels have that this program runs on. */
    private static final int SIZE = 104;

    private final int offset;

    TcpFigure(int offset) {
        this.offset = offset;
    }

    /** The figure of a connection now, or {@link #NONE}. Asks the system. */
    public long of(@Nullable Wire wire) {
        EpollWire below = wire == null ? null : wire.ground();
        if (below == null || !below.fd().isOpen()) {
            return NONE;
        }
        ByteBuffer info = ByteBuffer.allocateDirect(SIZE);
        try {
            below.fd().getRawOpt(SOL_TCP, TCP_INFO, info);
        } catch (IOException | ChannelException gone) {
            return NONE;
        }
        return info.order(ByteOrder.nativeOrder()).getInt(offset) & 0xFFFF_FFFFL;
    }
}
