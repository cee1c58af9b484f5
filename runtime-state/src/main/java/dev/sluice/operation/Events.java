package dev.sluice.operation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest changes, kept so that whoever follows them can go on where it stopped. Followers pull at their own pace, so that none of them
 * costs the control thread more than a hint that there is something new.
 *
 * <p><b>Threads.</b> The control thread adds, any may read; a lock guards them, never held for longer than the copy of a change or of some references.
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
                EventBlock block = new EventBlock(newest, encoded.remaining());
                boolean unused = block.add(event.caller(), encoded); // It was made for it.
                append(block);
            }
        } finally {
            lock.unlock();
        }
        followers.forEach(Runnable::run);
    }

    private void append(EventBlock block) {
        blocks.add(block);
        bytes += block.size();
        while (blocks.size() > 1
                && (bytes > BYTES_MAX || newest - blocks.getFirst().end() >= KEPT_MIN)) {
            bytes -= blocks.remove().size();
        }
    }

    /** At most {@code max} changes from a revision on. */
    public Reading from(long revision, int max) {
        List<EventBlock> read = new ArrayList<>();
        long last;
        long end;
        long oldest;
        lock.lock();
        try {
            last = newest;
            oldest = blocks.getFirst().first();
            if (revision < oldest) {
                return new Reading(List.of(), last, oldest, true);
            }
            end = Math.min(last, revision + max - 1);
            for (EventBlock block : blocks) {
                if (block.end() > revision && block.first() <= end) {
                    read.add(block);
                }
            }
        } finally {
            lock.unlock();
        }
        List<Event> found = new ArrayList<>();
        long at = revision;
        for (EventBlock block : read) {
            // An end that moves on meanwhile is not read: the last of all that there were is in the last block.
            long until = block == read.get(read.size() - 1) ? end + 1 : block.end();
            for (; at < until; at++) {
                found.add(block.get(at));
            }
        }
        return new Reading(found, last, oldest, false);
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
