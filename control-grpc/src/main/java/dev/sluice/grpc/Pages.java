package dev.sluice.grpc;

import dev.sluice.operation.Reason;
import dev.sluice.state.Clock;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Cuts lists into pages of one snapshot. What does not fit on the first page is kept until its last page was read, for some minutes at most.
 *
 * <p><b>Threads.</b> Any; a lock guards the map.
 */
final class Pages {
    /** Items of a page where nothing was said. */
    static final int SIZE = 100;
    /** Items of a page at most; with the largest items, statistics, this stays well below the 4 MiB that clients take by default. */
    static final int SIZE_MAX = 1000;

    /** How long a caller may take over a list. */
    static final long KEPT_MILLIS = 300_000;
    /** Lists kept at once; one more forgets the oldest. */
    static final int LISTS_MAX = 32;
    /** Items kept at once in all lists; at some 500 bytes each this is 100 MB. */
    static final int ITEMS_MAX = 200_000;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Snapshot> kept = new LinkedHashMap<>();

    Pages(Clock clock) {
        this.clock = clock;
    }

    /**
     * A part of a list.
     *
     * @param items in order
     * @param nextToken for the next page; empty on the last
     * @param revision of the snapshot
     */
    record Page<T>(List<T> items, String nextToken, long revision) {}

    /** The number of items that a request asks for. */
    static int size(int asked) {
        if (asked < 0) {
            throw Errors.of(
                    Reason.BAD_ARGUMENT, "page_size: " + asked + " (expected: 0 or more)", Subject.field("page_size"));
        }
        return asked == 0 ? SIZE : Math.min(asked, SIZE_MAX);
    }

    /** The first page of a new list. {@code arguments} is the request without its page fields, with who asks. */
    <T> Page<T> first(List<T> all, long revision, int size, Object arguments) {
        if (all.size() <= size) {
            return new Page<>(all, "", revision);
        }
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().encodeToString(bytes);
        keep(id, new Snapshot(List.copyOf(all), revision, arguments, clock.millis()));
        return new Page<>(all.subList(0, size), id + size, revision);
    }

    /** The page that a token stands for. */
    @SuppressWarnings("unchecked") // The arguments, which must be equal, include the request's type.
    <T> Page<T> next(String token, int size, Object arguments) {
        int idLength = 16;
        int from = token.length() > idLength ? position(token.substring(idLength)) : -1;
        if (from < 0) {
            throw bad("page_token: not one of this program's", Reason.BAD_ARGUMENT);
        }
        String id = token.substring(0, idLength);
        Snapshot snapshot = find(id);
        if (snapshot == null) {
            throw bad("page_token: the list is no longer kept, begin again", Reason.PAGE_TOKEN_EXPIRED);
        }
        if (!snapshot.arguments.equals(arguments) || from >= snapshot.items.size()) {
            throw bad("page_token: given for another request", Reason.BAD_ARGUMENT);
        }
        int to = Math.min(from + size, snapshot.items.size());
        boolean last = to == snapshot.items.size();
        return new Page<>((List<T>) snapshot.items.subList(from, to), last ? "" : id + to, snapshot.revision);
    }

    private static int position(String digits) {
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    }

    private static RuntimeException bad(String text, Reason reason) {
        return Errors.of(reason, text, Subject.field("page_token"));
    }

    private void keep(String id, Snapshot snapshot) {
        lock.lock();
        try {
            kept.put(id, snapshot);
            int items =
                    kept.values().stream().mapToInt(each -> each.items.size()).sum();
            Iterator<Snapshot> oldest = kept.values().iterator();
            while (oldest.hasNext()) {
                Snapshot each = oldest.next();
                // The newest is kept whatever its size: it is one of the program's own lists.
                boolean tooMuch = kept.size() > LISTS_MAX || (items > ITEMS_MAX && kept.size() > 1);
                if (!tooMuch && !each.isOlderThan(snapshot.sinceMillis - KEPT_MILLIS)) {
                    return;
                }
                items -= each.items.size();
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Snapshot find(String id) {
        lock.lock();
        try {
            Snapshot snapshot = kept.get(id);
            return snapshot == null || snapshot.isOlderThan(clock.millis() - KEPT_MILLIS) ? null : snapshot;
        } finally {
            lock.unlock();
        }
    }

    private record Snapshot(List<?> items, long revision, Object arguments, long sinceMillis) {
        boolean isOlderThan(long millis) {
            return sinceMillis < millis;
        }
    }
}
