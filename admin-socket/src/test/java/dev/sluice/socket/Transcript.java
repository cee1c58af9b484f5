package dev.sluice.socket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** A conversation in a text file; its format is told at the head of {@code commands.txt}. */
record Transcript(List<Step> steps) {
    /** Reads a resource beside this class. */
    static Transcript read(String name) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Transcript.class.getResourceAsStream(name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int mark = line.indexOf("> ");
                if (line.startsWith("<")) {
                    steps.get(steps.size() - 1).expected.add(Expectation.of(line));
                } else if (!line.startsWith("#") && mark >= 0) {
                    String socket = mark == 0 ? "admin" : line.substring(0, mark);
                    steps.add(new Step(socket, line.substring(mark + 2), new ArrayList<>()));
                }
            }
        }
        return new Transcript(steps);
    }

    /** A command and what it answers. */
    record Step(String socket, String command, List<Expectation> expected) {
        /** The regular expression of the whole reply. */
        Pattern reply() {
            StringBuilder whole = new StringBuilder();
            expected.forEach(line -> whole.append(line.pattern));
            // Nothing at all is what only a command answers that ends the connection.
            return Pattern.compile(Set.of("quit", "_getsocks").contains(command) ? "" : whole + "\n");
        }
    }

    /** A line that is equal, matches, or any number of lines that match. */
    record Expectation(String pattern) {
        private static Expectation of(String line) {
            String text = line.length() > 3 ? line.substring(3) : "";
            if (line.startsWith("<~ ")) {
                return new Expectation("(?:" + text + ")\n");
            }
            if (line.startsWith("<* ")) {
                return new Expectation("(?:" + text + "\n)*");
            }
            String literal = line.length() > 2 ? line.substring(2) : "";
            return new Expectation(" *" + Pattern.quote(literal) + "\n");
        }
    }
}
