package dev.sluice.stats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus' text format 0.0.4, and refuses what a collector would. */
final class TextFormat {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(?:,|$)");

    /** A value with its labels. */
    record Sample(Map<String, String> labels, double value) {}

    /** A family. */
    record Family(String name, String type, List<Sample> samples) {}

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Set<String> series = new LinkedHashSet<>();
    private final Map<String, String> helps = new HashMap<>();
    private String current = "";

    static Map<String, Family> parse(String text) {
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IllegalArgumentException("no line end at the end");
        }
        TextFormat format = new TextFormat();
        text.lines().forEach(format::line);
        format.families.values().forEach(family -> {
            if (family.samples().isEmpty()) {
                throw new IllegalArgumentException("family without samples: " + family.name());
            }
        });
        return format.families;
    }

    private void line(String line) {
        if (line.startsWith("# HELP ")) {
            String[] words = line.split(" ", 4);
            if (words.length < 4 || words[3].isBlank() || helps.put(words[2], words[3]) != null) {
                throw new IllegalArgumentException("help is missing or said twice: " + line);
            }
        } else if (line.startsWith("# TYPE ")) {
            String[] words = line.split(" ", -1);
            current = words[2];
            Family family = new Family(current, words[3], new ArrayList<>());
            if (!helps.containsKey(current) || families.put(current, family) != null) {
                throw new IllegalArgumentException("a family without help, or twice: " + line);
            }
        } else {
            sample(line);
        }
    }

    private void sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        if (!matcher.matches() || !matcher.group(1).startsWith(current)) {
            throw new IllegalArgumentException("not a sample of " + current + ": " + line);
        }
        if (!series.add(line.substring(0, line.lastIndexOf(' ')))) {
            throw new IllegalArgumentException("series twice: " + line);
        }
        Map<String, String> labels = matcher.group(2) == null ? Map.of() : labels(matcher.group(2));
        double value = Double.parseDouble(matcher.group(3).replace("+Inf", "Infinity"));
        Family family = families.get(current);
        if (family != null) {
            family.samples().add(new Sample(labels, value));
        }
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher matcher = LABEL.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("labels: " + text);
            }
            String value =
                    matcher.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
            if (labels.put(matcher.group(1), value) != null) {
                throw new IllegalArgumentException("label twice: " + text);
            }
            at = matcher.end();
        }
        return labels;
    }
}
