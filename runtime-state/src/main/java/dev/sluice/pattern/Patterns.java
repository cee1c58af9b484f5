package dev.sluice.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All references that are live. Any thread may look; the control thread applies what was read. */
public final class Patterns implements PatternSource {
    private volatile Live live = new Live(List.of(), Map.of());

    /**
     * What is live at a moment.
     *
     * @param byKey what rules find, see {@link PatternReference#key}
     */
    private record Live(List<PatternReference> references, Map<String, PatternReference> byKey) {}

    /** All of them, in order. */
    public List<PatternReference> all() {
        return live.references();
    }

    /** The reference that a command names: {@code #number} or a file. */
    public Optional<PatternReference> named(String name) {
        if (name.startsWith("#")) {
            int id = number(name.substring(1));
            return live.references().stream()
                    .filter(reference -> reference.id() == id)
                    .findFirst();
        }
        return Optional.ofNullable(live.byKey().get(PatternFile.path(name)))
                .filter(reference -> !reference.file().isEmpty());
    }

    /** A number as C's {@code atoi} reads it: what is none is 0. */
    private static int number(String text) {
        int end = 0;
        while (end < text.length() && end < 9 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(text.substring(0, end));
    }

    @Override
    public PatternIndex map(String file, PatternMatch match, PatternValueType type) throws PatternException {
        return index(live.byKey().get(PatternFile.path(file)), file, match, false);
    }

    @Override
    public List<PatternIndex> acl(AclPatterns wanted) throws PatternException {
        Live now = live;
        List<PatternIndex> indexes = new ArrayList<>();
        for (String file : wanted.files()) {
            indexes.add(index(now.byKey().get(PatternFile.path(file)), file, wanted.match(), wanted.ignoreCase()));
        }
        indexes.add(index(now.byKey().get(wanted.key()), "", wanted.match(), wanted.ignoreCase()));
        return indexes;
    }

    private static PatternIndex index(
            @Nullable PatternReference reference, String name, PatternMatch match, boolean ignoreCase)
            throws PatternException {
        PatternIndex index = reference == null ? null : reference.known(match, ignoreCase);
        if (index == null) {
            throw new PatternException(
                    "pattern file '" + name + "' was not loaded with the configuration for -m " + match.word());
        }
        return index;
    }

    /**
     * Makes live what a configuration wants. A reference that it wants as before keeps its entries, with what was changed at run time,
     * unless {@code keep} is false; a file that has changed is taken as it is now.
     *
     * @return how many references kept changes, and how many lost them
     */
    public Kept apply(PatternSet wanted, boolean keep) {
        Map<String, Deque<PatternReference>> before = new HashMap<>();
        live.references()
                .forEach(reference -> before.computeIfAbsent(reference.identity(), missing -> new ArrayDeque<>())
                        .add(reference));
        List<PatternReference> references = new ArrayList<>();
        Map<String, PatternReference> byKey = new HashMap<>();
        int kept = 0;
        int dropped = 0;
        for (PatternReference fresh : wanted.references()) {
            Deque<PatternReference> same = before.get(fresh.identity());
            PatternReference old = same == null ? null : same.poll();
            boolean changed = old != null && old.isChanged();
            boolean stays = old != null && changed && keep && old.hasContentOf(fresh);
            PatternReference next = old != null && stays ? old.renewed(fresh) : fresh;
            kept += stays ? 1 : 0;
            dropped += changed && !stays ? 1 : 0;
            references.add(next);
            byKey.putIfAbsent(fresh.key(), next);
        }
        live = new Live(List.copyOf(references), Map.copyOf(byKey));
        return new Kept(kept, dropped);
    }

    /**
     * What became of changes made at run time.
     *
     * @param kept references that keep theirs
     * @param dropped references that lost theirs
     */
    public record Kept(int kept, int dropped) {}
}
