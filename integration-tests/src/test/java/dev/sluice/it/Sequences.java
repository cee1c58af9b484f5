package dev.sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes random command lines from {@code sequences.txt}: mostly right ones, and some that are wrong in the ways of people and scripts. */
final class Sequences {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private final Map<String, List<String>> words = new HashMap<>();
    private final List<String> commands = new ArrayList<>();
    /** Commands with a payload. */
    private final List<String> givers = new ArrayList<>();

    private final Random random;

    /** From all of the file, or from what HAProxy 2.6 does as well. */
    Sequences(Path file, boolean older, long seed) throws IOException {
        random = new Random(seed);
        for (String line : Files.readAllLines(file)) {
            if (older && line.equals("=== 3.5")) {
                break;
            }
            Matcher definition = Pattern.compile("([a-z]+) = (.*)").matcher(line);
            if (definition.matches()) {
                // A blank behind a backslash belongs to the word.
                words.put(
                        definition.group(1),
                        Arrays.stream(definition.group(2).split("(?<!\\\\) ", -1))
                                .map(word -> word.replace('~', ' '))
                                .toList());
            } else if (line.startsWith("+ ")) {
                givers.add(line.substring(2).replace('|', '\n'));
            } else if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("=")) {
                commands.add(line);
            }
        }
    }

    /** Says what can stand in a place, beside what the file says. */
    void define(String place, List<String> choices) {
        words.put(place, List.copyOf(choices));
    }

    /** Some lines that are sent on one connection, each of one command or more. */
    List<String> next() {
        List<String> lines = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            if (random.nextInt(10) == 0) {
                lines.add(fill(pick(givers)));
                continue;
            }
            StringBuilder line = new StringBuilder(command());
            while (random.nextInt(3) == 0) {
                line.append(pick(List.of(";", "; ", " ;", ";;", " ; "))).append(command());
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private String fill(String template) {
        return PLACE.matcher(template)
                .replaceAll(
                        place -> Matcher.quoteReplacement(pick(words.getOrDefault(place.group(1), List.of("none")))));
    }

    private String command() {
        String filled = fill(pick(commands));
        return switch (random.nextInt(12)) {
            case 0 -> withoutLastWord(filled);
            case 1 -> filled + " more words";
            case 2 -> "  " + filled.replace(" ", random.nextBoolean() ? "  " : " \t ");
            case 3 -> misspelt(filled);
            case 4 -> escaped(filled);
            default -> filled;
        };
    }

    private static String withoutLastWord(String command) {
        int blank = command.lastIndexOf(' ');
        return blank < 0 ? command : command.substring(0, blank);
    }

    /**
     * What of a command can be misspelt: not the name of a file, which has another length in each run, so that a seed would not mean the same
     * again, nor the pattern behind it (see {@code differences.txt}).
     */
    private static int readable(String command) {
        int path = command.indexOf('/');
        return path > 0 ? path : command.length();
    }

    /** A letter less: there are no abbreviations. */
    private String misspelt(String command) {
        int at = random.nextInt(readable(command));
        return command.charAt(at) == '\\' || at > 0 && command.charAt(at - 1) == '\\'
                ? command
                : command.substring(0, at) + command.substring(at + 1);
    }

    /** A backslash in front of a letter changes nothing. */
    private String escaped(String command) {
        int at = random.nextInt(readable(command));
        return Character.isLetter(command.charAt(at))
                ? command.substring(0, at) + "\\" + command.substring(at)
                : command;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
