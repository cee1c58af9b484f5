package dev.sluice.socket.command;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The list of commands, whole or what is near to some words; in the shape that clients know. */
final class Suggestions {
    /** Commands proposed for a word that is none. */
    private static final int PROPOSED_MAX = 5;

    /** Letters of a word that is compared: none that is longer is near to a keyword, and comparing costs time. */
    private static final int WORD_MAX = 40;

    private static final String LAST_LINES = """
              help [<command>]                        : list matching or all commands
              prompt [help | n | i | p | timed ]*     : toggle interactive mode with prompt
              quit                                    : disconnect
            """;

    private Suggestions() {}

    /** The reply to {@code help} with some words, or none. */
    static String help(Vocabulary vocabulary, Session session, List<String> words) {
        return "The following commands are valid at this level:\n" + list(vocabulary, session, words);
    }

    /** The reply to words that begin with no keyword. */
    static String unknown(Vocabulary vocabulary, Session session, List<String> words) {
        return "Unknown command: '" + words.get(0) + "', but maybe one of the following ones is a better match:\n"
                + list(vocabulary, session, words);
    }

    private static String list(Vocabulary vocabulary, Session session, List<String> words) {
        List<Spoken<?>> listed = vocabulary.all().stream()
                .filter(spoken -> spoken.isListed() && spoken.gate().admits(session))
                .toList();
        String lines = near(listed, words).stream()
                .sorted(Comparator.comparing(Spoken::usage))
                .map(spoken -> String.format(Locale.ROOT, "  %-39s : %s\n", spoken.usage(), spoken.summary()))
                .collect(Collectors.joining());
        return lines + LAST_LINES;
    }

    /** Those that share the most leading words with what was said; where it goes on with a word of its own, the nearest of them. */
    private static List<Spoken<?>> near(List<Spoken<?>> listed, List<String> words) {
        int most =
                listed.stream().mapToInt(spoken -> shared(spoken, words)).max().orElse(0);
        List<Spoken<?>> candidates =
                listed.stream().filter(spoken -> shared(spoken, words) == most).toList();
        boolean wholeKeyword =
                candidates.stream().anyMatch(spoken -> spoken.keyword().size() == most);
        if (most == words.size() || wholeKeyword) {
            return candidates;
        }
        String odd = words.get(most);
        if (odd.length() > WORD_MAX) {
            return candidates;
        }
        List<Spoken<?>> nearest = candidates.stream()
                .filter(spoken -> distance(odd, spoken, most) <= odd.length() / 2 + 1)
                .sorted(Comparator.comparingInt((Spoken<?> spoken) -> distance(odd, spoken, most))
                        .thenComparing(Spoken::usage))
                .limit(PROPOSED_MAX)
                .toList();
        return nearest.isEmpty() ? candidates : nearest;
    }

    private static int shared(Spoken<?> spoken, List<String> words) {
        int shared = 0;
        while (shared < spoken.keyword().size()
                && shared < words.size()
                && spoken.keyword().get(shared).equals(words.get(shared))) {
            shared++;
        }
        return shared;
    }

    /** How far a word is from a keyword's words from a place on: a slip of one word may also have skipped the one before it. */
    private static int distance(String odd, Spoken<?> spoken, int place) {
        List<String> keyword = spoken.keyword();
        return keyword.subList(place, keyword.size()).stream()
                .mapToInt(word -> edits(odd.toLowerCase(Locale.ROOT), word))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Letters to insert, leave out, replace or swap to make one word of the other (optimal string alignment). */
    private static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
