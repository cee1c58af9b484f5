package dev.sluice.config.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All keywords that are understood, joined from the lists of those who understand them. */
public final class Keywords {
    private final List<Keyword> all;
    private final Map<Place, Map<String, List<Keyword>>> byFirstWord = new EnumMap<>(Place.class);

    private Keywords(List<Keyword> all) {
        this.all = List.copyOf(all);
        for (Place place : Place.values()) {
            byFirstWord.put(place, new HashMap<>());
        }
        for (Keyword keyword : all) {
            keyword.places().forEach(place -> add(place, keyword));
            keyword.ignoredIn().forEach(place -> add(place, keyword));
        }
    }

    /** Joins lists; a keyword may be declared once for each place. */
    @SafeVarargs
    public static Keywords of(List<Keyword>... lists) {
        List<Keyword> all = new ArrayList<>();
        for (List<Keyword> list : lists) {
            all.addAll(list);
        }
        return new Keywords(all);
    }

    private void add(Place place, Keyword keyword) {
        List<Keyword> candidates = at(place).computeIfAbsent(keyword.words().get(0), word -> new ArrayList<>());
        for (Keyword other : candidates) {
            if (other.words().equals(keyword.words())) {
                throw new IllegalArgumentException("declared twice in '" + place.word() + "': " + keyword);
            }
        }
        candidates.add(keyword);
        candidates.sort(Comparator.comparingInt((Keyword k) -> k.words().size()).reversed());
    }

    private Map<String, List<Keyword>> at(Place place) {
        Map<String, List<Keyword>> found = byFirstWord.get(place);
        return found == null ? Map.of() : found;
    }

    /** The longest keyword of {@code place} whose words {@code words} has from {@code from} on. */
    public Optional<Keyword> find(Place place, List<String> words, int from) {
        if (from >= words.size()) {
            return Optional.empty();
        }
        List<String> rest = words.subList(from, words.size());
        Optional<Keyword> found = at(place).getOrDefault(rest.get(0), List.of()).stream()
                .filter(keyword -> startsWith(rest, keyword.words()))
                .findFirst();
        if (found.isPresent() || place.isSection()) {
            return found;
        }
        // With arguments between parentheses, or converters: the keyword's own handler has a look at those.
        return at(place).getOrDefault(bare(rest.get(0)), List.of()).stream().findFirst();
    }

    private static boolean startsWith(List<String> words, List<String> start) {
        return words.size() >= start.size() && words.subList(0, start.size()).equals(start);
    }

    /** The name in a word such as {@code set-var(txn.x)} or {@code src,lower}. */
    private static String bare(String word) {
        int end = 0;
        while (end < word.length() && word.charAt(end) != '(' && word.charAt(end) != ',') {
            end++;
        }
        return word.substring(0, end);
    }

    /** Where the keyword that {@code words} start with may stand. */
    List<Place> placesOf(List<String> words) {
        return Arrays.stream(Place.values())
                .filter(place -> find(place, words, 0)
                        .filter(keyword -> keyword.places().contains(place))
                        .isPresent())
                .toList();
    }

    /** Whether keywords of several words start with {@code word} there. */
    public boolean isFamily(Place place, String word) {
        return at(place).containsKey(word);
    }

    /** All of a place, in the order of their declaration. */
    public List<Keyword> in(Place place) {
        return all.stream().filter(keyword -> keyword.places().contains(place)).toList();
    }

    /** All, in the order of their declaration. */
    public List<Keyword> all() {
        return all;
    }
}
