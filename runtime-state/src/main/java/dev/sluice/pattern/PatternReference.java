package dev.sluice.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A set of patterns with a name or a number: a file, or what a rule lists. Entries belong to a version; traffic sees those of the
 * current one. A version that is prepared is filled beside it and then takes its place in one write.
 */
public final class PatternReference {
    /** What the first entry is numbered, and by how much the next is greater: numbers that look like addresses, as scripts expect. */
    private static final long FIRST_ENTRY = 0x5500_0000_0000L;

    private static final int STEP = 0x20;

    private final String file;
    private final String identity;
    private final byte[] digest;
    private final String key;
    private final List<PatternIndex> indexes = new ArrayList<>();
    private final NavigableMap<Integer, Generation> others = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final RecentValues values = new RecentValues();
    private volatile long nextEntry = FIRST_ENTRY;
    private final AtomicLong changes = new AtomicLong();
    private volatile List<PatternIndex> known = List.of();
    private volatile PatternUses uses = PatternUses.NONE;
    private volatile int id;
    private volatile int next;
    private volatile Generation current = new Generation(0, List.of());

    /** What a file holds. */
    static PatternReference ofFile(String file, byte[] digest) {
        return new PatternReference(file, file, file, digest);
    }

    /** What a rule lists. */
    static PatternReference listed(AclPatterns wanted) {
        return new PatternReference("", wanted.content(), wanted.key(), Texts.EMPTY);
    }

    private PatternReference(String file, String identity, String key, byte[] digest) {
        this.file = file;
        this.identity = identity;
        this.key = key;
        this.digest = digest.clone();
    }

    /** Its number. */
    public int id() {
        return id;
    }

    /** The file's name as written; empty for what a rule lists. */
    public String file() {
        return file;
    }

    /** Where it is used. */
    public PatternUses uses() {
        return uses;
    }

    /** The version that traffic sees. */
    public int version() {
        return current.version();
    }

    /** The version that was prepared last. */
    public int nextVersion() {
        return next;
    }

    /** The least version that has entries, or that traffic sees where there are none. */
    public int oldestVersion() {
        Generation shown = current;
        for (Generation other : others.values()) {
            if (other.size() > 0) {
                return shown.size() > 0 ? Math.min(shown.version(), other.version()) : other.version();
            }
        }
        return shown.version();
    }

    /** How many entries there are, of all versions. */
    public int count() {
        return count.get();
    }

    /** How many changes were made since its entries were read. */
    public long changes() {
        return changes.get();
    }

    /** The ways in which its entries are found. */
    public List<PatternIndex> indexes() {
        return known;
    }

    /** By which rules find it: the file, or where it stands and what it lists. */
    String key() {
        return key;
    }

    /** By which it is known again after a reload. */
    String identity() {
        return identity;
    }

    /** Whether entries were changed since they were read. */
    boolean isChanged() {
        return changes.get() > 0;
    }

    /** The same entries as a new configuration uses them. */
    PatternReference renewed(PatternReference fresh) {
        fresh.known.forEach(index -> index(index.match(), index.ignoreCase()));
        id = fresh.id;
        uses = fresh.uses;
        return this;
    }

    Generation current() {
        return current;
    }

    void number(int number) {
        id = number;
    }

    void uses(PatternUses all) {
        uses = all;
    }

    boolean hasContentOf(PatternReference other) {
        return Arrays.equals(digest, other.digest);
    }

    /** The index of a kind, or null. */
    @Nullable
    PatternIndex known(PatternMatch match, boolean ignoreCase) {
        for (PatternIndex index : known) {
            if (index.match() == match && index.ignoreCase() == ignoreCase) {
                return index;
            }
        }
        return null;
    }

    /** The index that a use asks; null where there is none. */
    public @Nullable PatternIndex index(PatternUses.View view) {
        return known(view.match(), view.ignoreCase());
    }

    /** The index of a kind, made if it is not there. */
    PatternIndex index(PatternMatch match, boolean ignoreCase) {
        PatternIndex there = known(match, ignoreCase);
        if (there != null) {
            return there;
        }
        PatternIndex index = new PatternIndex(this, match, ignoreCase, indexes.size());
        indexes.add(index);
        current.add(index);
        others.values().forEach(generation -> generation.add(index));
        known = List.copyOf(indexes);
        return index;
    }

    /** Why a key or a value is not one that everybody who uses these entries can read, in HAProxy's words; empty where it is. */
    public String problem(byte[] key, byte[] value) {
        for (PatternIndex index : known) {
            String problem = index.problem(key);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return valueProblem(value);
    }

    /** The same for a value alone. */
    public String valueProblem(byte[] value) {
        for (PatternUses.View view : uses.views()) {
            String problem = view.type().problem(value);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return "";
    }

    /** Adds an entry that {@link #problem} has nothing against to a version that is not in the future. */
    public void add(int version, byte[] key, byte[] value) {
        changes.incrementAndGet();
        load(version, key, value);
    }

    /** The same while files are read. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer, the control thread or who reads the files.
    void load(int version, byte[] key, byte[] value) {
        Generation generation = generation(version);
        if (generation == null) {
            generation = new Generation(version, indexes);
            others.put(version, generation);
        }
        boolean maps = value.length > 0 || uses.isMap();
        generation.insert(nextEntry, key, maps ? values.shared(value) : PatternEntry.NO_VALUE);
        nextEntry = nextEntry + STEP;
        count.incrementAndGet();
    }

    private @Nullable Generation generation(int version) {
        Generation shown = current;
        return shown.version() == version ? shown : others.get(version);
    }

    /** Entries that were ever added. */
    public long added() {
        return (nextEntry - FIRST_ENTRY) / STEP;
    }

    /** The entries of a version, in order. Any thread may read on while they change. */
    public PatternCursor entries(int version) {
        Generation generation = generation(version);
        return new PatternCursor(generation == null ? null : generation.store());
    }

    /** The entries of the current version with exactly this key, the oldest first. */
    public List<PatternEntry> withKey(byte[] key) {
        return current.withKey(key);
    }

    /** The entry with a number, of whichever version; null where there is none. */
    public @Nullable PatternEntry entry(long number) {
        Generation owner = owner(number);
        return owner == null ? null : owner.entry(number);
    }

    /** The version that has the entry with a number; null where none has. */
    private @Nullable Generation owner(long number) {
        Generation shown = current;
        if (shown.has(number)) {
            return shown;
        }
        for (Generation other : others.values()) {
            if (other.has(number)) {
                return other;
            }
        }
        return null;
    }

    /** Has an entry map to another value from the next question on. */
    public void set(PatternEntry entry, byte[] value) {
        changes.incrementAndGet();
        byte[] shared = values.shared(value);
        Generation owner = owner(entry.id());
        if (owner != null) {
            owner.set(entry.id(), shared);
        }
    }

    /** Takes an entry out. */
    public void delete(PatternEntry entry) {
        changes.incrementAndGet();
        Generation owner = owner(entry.id());
        if (owner == null) {
            return;
        }
        owner.delete(entry.id());
        count.decrementAndGet();
        Generation compact = owner.compact(indexes);
        if (owner == current) {
            current = compact;
        } else {
            others.put(owner.version(), compact);
        }
    }

    /** Takes all entries of a version out, at once for traffic. */
    public void clear(int version) {
        changes.incrementAndGet();
        Generation shown = current;
        if (shown.version() == version) {
            count.addAndGet(-shown.size());
            current = new Generation(version, indexes);
            return;
        }
        drop(others.remove(version));
    }

    private void drop(@Nullable Generation generation) {
        if (generation != null) {
            count.addAndGet(-generation.size());
        }
    }

    /** Begins a new version, empty and not seen by traffic; returns its number. */
    public int prepare() {
        changes.incrementAndGet();
        int prepared = next + 1;
        next = prepared;
        return prepared;
    }

    /** Whether a version can be committed. */
    public boolean canCommit(int version) {
        return version - current.version() > 0 && version - next <= 0;
    }

    /** Has traffic see a version from its next question on; older ones are gone. One write, however many entries. */
    public void commit(int version) {
        changes.incrementAndGet();
        Generation chosen = others.remove(version);
        drop(current);
        current = chosen == null ? new Generation(version, indexes) : chosen;
        NavigableMap<Integer, Generation> older = others.headMap(version, false);
        older.values().forEach(this::drop);
        older.clear();
    }

    @Override
    public String toString() {
        return file.isEmpty() ? "#" + id : file;
    }
}
