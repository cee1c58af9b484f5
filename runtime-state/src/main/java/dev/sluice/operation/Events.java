package dev.sluice.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes, kept so that whoever follows them can go on where it stopped. Followers pull at their own pace, so that none of them
 * costs the control thread more than a hint that there is something new.
 *
 * <p><b>Threads.</b> The control thread adds, any may read; a lock guards the ring, never held for longer than a copy of references.
 */
public final class Events {
    /** Changes kept; at some 300 bytes each this is 5 MB, and minutes of the busiest controller. */
    static final int KEPT_MAX = 16_384;

    /** Resources named by all of them together: a reload of ten thousand servers names them all. At some 200 bytes each this is 50 MB. */
    static final int CHANGES_MAX = 262_144;

    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable Event[] ring = new Event[KEPT_MAX];
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private long oldest;
    private long newest;
    private int changes;

    Events(long revision) {
        newest = revision;
        oldest = revision + 1;
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
        lock.lock();
        try {
            newest = event.revision();
            while (newest - oldest >= KEPT_MAX) {
                forgetOldest();
            }
            ring[index(newest)] = event;
            changes += event.changes().size();
            while (changes > CHANGES_MAX && oldest < newest) {
                forgetOldest();
            }
        } finally {
            lock.unlock();
        }
        followers.forEach(Runnable::run);
    }

    private void forgetOldest() {
        Event event = ring[index(oldest)];
        if (event != null) {
            changes -= event.changes().size();
        }
        ring[index(oldest)] = null;
        oldest++;
    }

    private static int index(long revision) {
        return (int) Math.floorMod(revision, (long) KEPT_MAX);
    }

    /** At most {@code max} changes from a revision on. */
    public Reading from(long revision, int max) {
        lock.lock();
        try {
            if (revision < oldest) {
                return new Reading(List.of(), newest, oldest, true);
            }
            List<Event> found = new ArrayList<>();
            for (long at = revision; at <= newest && found.size() < max; at++) {
                Event event = ring[index(at)];
                if (event != null) {
                    found.add(event);
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
