package dev.sluice.socket.command;

import dev.sluice.state.ring.MessageRing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Messages of a ring in order, the kept ones first. Confined to the connection's event loop. */
final class RingTail implements FlowSource {
    /** Bytes that are taken at once, or else one message: as much as a connection sends in one go. */
    private static final int AT_ONCE = 16_384;

    private final MessageRing ring;
    private final boolean waits;
    private final byte end;
    /** Where it ends, so that a ring which is written to all the time is not followed by who did not ask for it. */
    private final MessageRing.Cursor until;

    private final MessageRing.Cursor place;
    private byte[] taken = new byte[AT_ONCE];
    private int length;
    private @Nullable Runnable hint;

    RingTail(MessageRing ring, boolean waits, boolean onlyNew, byte end) {
        this.ring = ring;
        this.waits = waits;
        this.end = end;
        this.until = ring.atEnd();
        this.place = onlyNew ? ring.atEnd() : ring.atOldest();
    }

    @Override
    public byte @Nullable [] next() {
        if (!waits && !place.isBefore(until)) {
            return null;
        }
        length = 0;
        long unusedMissed = ring.read(place, this::take);
        if (length > 0) {
            return Arrays.copyOf(taken, length);
        }
        return waits ? NOTHING_YET : null;
    }

    private boolean take(byte[] from, int at, int first, int rest) {
        int needed = length + first + rest + 1;
        if (needed > taken.length) {
            if (length > 0) {
                return false;
            }
            taken = new byte[needed];
        }
        System.arraycopy(from, at, taken, length, first);
        System.arraycopy(from, 0, taken, length + first, rest);
        taken[needed - 1] = end;
        length = needed;
        return true;
    }

    @Override
    public void onMore(Runnable more) {
        if (waits) {
            hint = more;
            ring.follow(more);
        }
    }

    @Override
    public void close() {
        Runnable known = hint;
        if (known != null) {
            ring.unfollow(known);
            hint = null;
        }
    }
}
