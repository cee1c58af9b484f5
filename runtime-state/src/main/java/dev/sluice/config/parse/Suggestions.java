package dev.sluice.config.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Guesses what was meant by a word that is unknown. */
final class Suggestions {
    private Suggestions() {}

    /** {@code ; did you mean 'x' maybe ?} with the nearest of the known, or nothing where none is near. */
    static String hint(String word, Collection<String> known) {
        return nearest(word, known)
                .map(name -> "; did you mean '" + name + "' maybe ?")
                .orElse("");
    }

    private static Optional<String> nearest(String word, Collection<String> known) {
        String best = null;
        int bestDistance = word.length() / 3 + 1;
        for (String candidate : known) {
            // What was written right is no guess at what comes behind it.
            boolean worthComparing =
                    Math.abs(candidate.length() - word.length()) <= bestDistance && !word.startsWith(candidate + " ");
            int distance = worthComparing ? distance(word, candidate) : Integer.MAX_VALUE;
            if (distance < bestDistance || (distance == bestDistance && best == null && distance < word.length() / 2)) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** What a running program answers behind an unknown word: the known word that has most pairs of letters of it, if at least half of them. */
    static String near(String word, Collection<Keyword> known) {
        String best = "";
        int most = 0;
        for (Keyword keyword : known) {
            List<String> pairs = pairs(word);
            List<String> others = pairs(keyword.name());
            int longer = Math.max(pairs.size(), others.size());
            pairs.retainAll(others);
            if (pairs.size() > most && 2 * pairs.size() >= longer) {
                most = pairs.size();
                best = keyword.name();
            }
        }
        return best.isEmpty() ? "." : "; did you mean '" + best + "' maybe ?";
    }

    private static List<String> pairs(String word) {
        String marked = '^' + word + '$';
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < marked.length(); i++) {
            pairs.add(marked.substring(i, i + 2));
        }
        return pairs;
    }

    /** The number of letters to insert, drop, change or swap with the next one. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] current = new int[other.length() + 1];
        Arrays.setAll(last, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int least = Math.min(Math.min(current[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                current[j] = swapped ? Math.min(least, before[j - 2] + 1) : least;
            }
            int[] free = before;
            before = last;
            last = current;
            current = free;
        }
        return last[other.length()];
    }

    /** The names of {@code keywords}; of those of several words also the first, which is where a slip is noticed. */
    static List<String> names(Collection<Keyword> keywords) {
        return keywords.stream()
                .map(Keyword::name)
                .flatMap(name -> Stream.of(name, name.split(" ", 2)[0]))
                .distinct()
                .toList();
    }
}
