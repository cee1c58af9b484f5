package dev.sluice.socket.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that can be said on a kind of connection. Immutable. */
public final class Vocabulary {
    private final List<Spoken<?>> all;
    private final Node words = new Node();

    private Vocabulary(List<Spoken<?>> all) {
        this.all = all;
        for (Spoken<?> spoken : all) {
            Node node = words;
            for (String word : spoken.keyword()) {
                node = node.next.computeIfAbsent(word, unused -> new Node());
            }
            if (node.spoken == null) {
                node.spoken = spoken;
            }
        }
    }

    /** Joins lists. */
    public static Vocabulary join(List<List<Spoken<?>>> lists) {
        List<Spoken<?>> all = new ArrayList<>();
        lists.forEach(all::addAll);
        // Of two keywords that both fit, the longer one is meant.
        all.sort(Comparator.comparingInt(spoken -> -spoken.keyword().size()));
        return new Vocabulary(List.copyOf(all));
    }

    /** All of it. */
    public List<Spoken<?>> all() {
        return all;
    }

    /** What words begin with: every word of a keyword must be there exactly, and of two keywords that both fit the longer one is meant. */
    public Optional<Spoken<?>> find(List<String> said) {
        Spoken<?> longest = null;
        Node node = words;
        for (int i = 0; i < said.size() && node != null; i++) {
            node = node.next.get(said.get(i));
            if (node != null && node.spoken != null) {
                longest = node.spoken;
            }
        }
        return Optional.ofNullable(longest);
    }

    /** Where one is after some words. */
    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private @Nullable Spoken<?> spoken;
    }
}
