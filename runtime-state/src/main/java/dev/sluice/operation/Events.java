package dev.sluice.operation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes, kept so that whoever follows them can go on where it stopped. Followers pull at their own pace, so that none of them
 * costs the control thread more than a hint that there is something new.
 *
 * <p><b>Threads.</b> The control thread adds, any may read; a lock guards them, held for the copy of one change, or of as many as a follower takes at once: some
 * hundred, in as many microseconds.
 */
public final class Events {
    /** Changes kept at least, if they are not too large: minutes of the busiest controller, in some 2 MB. */
    static final int KEPT_MIN = 16_384;

    /** Bytes of all of them together: a reload of ten thousand servers names them all, with 4 MB. */
    static final int BYTES_MAX = 33_554_432;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<EventBlock> blocks = new ArrayDeque<>();
    private final EventBlock.Encoder encoder = new EventBlock.Encoder();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private @Nullable EventBlock spare;
    private long newest;
    private int bytes;

    Events(long revision) {
        newest = revision;
        append(new EventBlock(revision + 1, 0));
    }

    /**
     * What was read.
     *
     * @param events in order, without a gap
     * @param newest the revision of the newest change when they were read
     * @param oldest the revision of the oldest change that is still kept
     * @param gone whether changes that were asked for are no longer kept; then there are no events
     */
    public record Reading(List<Event> events, long newest, long oldest, boolean gone) {}

    void add(Event event) {
        ByteBuffer encoded = encoder.encode(event);
        lock.lock();
        try {
            newest = event.revision();
            if (!blocks.getLast().add(event.caller(), encoded)) {
                EventBlock block = empty(encoded.remaining());
                boolean unused = block.add(event.caller(), encoded); // It was made for it.
                append(block);
            }
        } finally {
            lock.unlock();
        }
        followers.forEach(Runnable::run);
    }

    /** For the newest change on; the memory of one that is gone where that will do, so that the busiest script leaves no garbage here. */
    private EventBlock empty(int needed) {
        EventBlock known = spare;
        if (known == null || known.size() < needed) {
            return new EventBlock(newest, needed);
        }
        spare = null;
        known.begin(newest);
        return known;
    }

    private void append(EventBlock block) {
        blocks.add(block);
        bytes += block.size();
        while (blocks.size() > 1
                && (bytes > BYTES_MAX || newest - blocks.getFirst().end() >= KEPT_MIN)) {
            EventBlock gone = blocks.remove();
            bytes -= gone.size();
            spare = gone.isOrdinary() ? gone : spare;
        }
    }

    /** At most {@code max} changes from a revision on. */
    public Reading from(long revision, int max) {
        lock.lock();
        try {
            long oldest = blocks.getFirst().first();
            if (revision < oldest) {
                return new Reading(List.of(), newest, oldest, true);
            }
            List<Event> found = new ArrayList<>();
            for (EventBlock block : blocks) {
                for (long at = Math.max(revision, block.first()); at < block.end() && found.size() < max; at++) {
                    found.add(block.get(at));
                }
            }
            return new Reading(found, newest, oldest, false);
        } finally {
            lock.unlock();
        }
    }

    /** Has {@code hint} run after every change, on the control thread; it must return at once. */
    public void follow(Runnable hint) {
        followers.add(hint);
    }

    /** Ends that. */
    public void unfollow(Runnable hint) {
        followers.remove(hint);
    }
}
