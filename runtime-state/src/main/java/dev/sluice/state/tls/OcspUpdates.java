package dev.sluice.state.tls;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** When authorities are asked again what they say of certificates, and how that went. As many as there are certificates that ask for it. */
public final class OcspUpdates {
    private static final Comparator<Entry> SOONER =
            Comparator.comparingLong(Entry::nextMillis).thenComparing(Entry::id);

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** None. */
    OcspUpdates() {}

    /**
     * One certificate's.
     *
     * @param id the certificate's identity, in hexadecimal digits
     * @param path the name of the first certificate of this identity
     * @param nextMillis when it is asked for again, on the wall clock
     * @param lastMillis when it was replaced; 0 for never
     * @param successes how often it was replaced
     * @param failures how often that failed
     * @param inRow how often it failed since it went well
     * @param last how it went last
     */
    public record Entry(
            String id,
            String path,
            long nextMillis,
            long lastMillis,
            long successes,
            long failures,
            int inRow,
            Status last) {
        /** The same, asked for at another time. */
        public Entry at(long millis) {
            return new Entry(id, path, millis, lastMillis, successes, failures, inRow, last);
        }

        /** The same after it went well. */
        public Entry updated(long nowMillis, long nextMillis) {
            return new Entry(id, path, nextMillis, nowMillis, successes + 1, failures, 0, Status.SUCCESSFUL);
        }

        /** The same after it failed. */
        public Entry failed(Status why, long nextMillis) {
            return new Entry(id, path, nextMillis, lastMillis, successes, failures + 1, inRow + 1, why);
        }
    }

    /** How it went, in the words and with the numbers that scripts know. */
    public enum Status {
        UNKNOWN("Unknown"),
        SUCCESSFUL("Update successful"),
        HTTP_ERROR("HTTP error"),
        OTHER_CONTENT("Missing \"ocsp-response\" header"),
        CHECK_FAILED("OCSP response check failure"),
        NOT_INSERTED("Error during insertion");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As {@code show ssl ocsp-updates} has it. */
        public String text() {
            return text;
        }
    }

    /** Between which bounds authorities are asked, in seconds. */
    public record Delays(int least, int most) {
        /** When to ask again for what is true until then. */
        public long after(long nowMillis, Instant until) {
            long left = until.equals(Instant.MAX) ? least : Math.max(0, (until.toEpochMilli() - nowMillis) / 1000);
            return nowMillis + 1000L * Math.max(least, Math.min(left, most));
        }

        /** When to ask again after failures, each of which doubles the wait. */
        public long afterFailures(long nowMillis, int inRow) {
            long wait = (long) least << Math.min(Math.max(0, inRow - 1), 20);
            return nowMillis + 1000L * Math.min(wait, most);
        }
    }

    /** All of them, the next one first. */
    public List<Entry> all() {
        return entries.values().stream().sorted(SOONER).toList();
    }

    /** The one that is asked for next; empty where there is none. */
    public Optional<Entry> next() {
        return entries.values().stream().min(SOONER);
    }

    /** One of them; null where it is not there. */
    public @Nullable Entry find(String id) {
        return entries.get(id);
    }

    /** Adds one that is not there yet. */
    public void add(Entry entry) {
        Entry unused = entries.putIfAbsent(entry.id(), entry);
    }

    /** Replaces one, or adds it. */
    public void put(Entry entry) {
        entries.put(entry.id(), entry);
    }

    /** Forgets one. */
    public void remove(String id) {
        Entry unused = entries.remove(id);
    }

    /** Forgets all others. */
    public void retain(Set<String> ids) {
        boolean unused = entries.keySet().retainAll(ids);
    }
}
