package dev.sluice.socket.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that can be said on a kind of connection. Immutable. */
public final class Vocabulary {
    private final List<Spoken<?>> all;
    private final Map<String, List<Spoken<?>>> byFirstWord;

    private Vocabulary(List<Spoken<?>> all) {
        this.all = all;
        this.byFirstWord = all.stream()
                .collect(Collectors.groupingBy(spoken -> spoken.keyword().get(0)));
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

    /** What words begin with: every word of a keyword must be there exactly. */
    public Optional<Spoken<?>> find(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        for (Spoken<?> spoken : byFirstWord.getOrDefault(words.get(0), List.of())) {
            if (startsWith(words, spoken.keyword())) {
                return Optional.of(spoken);
            }
        }
        return Optional.empty();
    }

    private static boolean startsWith(List<String> words, List<String> keyword) {
        return words.size() >= keyword.size()
                && words.subList(0, keyword.size()).equals(keyword);
    }
}
