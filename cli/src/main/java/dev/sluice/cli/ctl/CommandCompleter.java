package dev.sluice.cli.ctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes words of commands from what the running program knows, and servers and proxies from what it has. */
final class CommandCompleter implements Completer {
    private final Link link;
    private final List<Link.Known> commands;

    CommandCompleter(Link link) throws IOException {
        this.link = link;
        this.commands = List.copyOf(link.commands());
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        suggestions(before).forEach(word -> candidates.add(new Candidate(word)));
    }

    /** What can follow words. */
    List<String> suggestions(List<String> before) {
        List<String> found = new ArrayList<>();
        for (Link.Known known : commands) {
            List<String> words = List.of(known.command().split(" "));
            int at = before.size();
            if (at < words.size() && words.subList(0, at).equals(before)) {
                found.add(words.get(at));
            } else if (at >= words.size() && before.subList(0, words.size()).equals(words)) {
                found.addAll(argument(known, at - words.size()));
            }
        }
        return found.stream().distinct().sorted().toList();
    }

    private List<String> argument(Link.Known known, int index) {
        String[] arguments = known.arguments().split(" ", -1);
        if (index >= arguments.length) {
            return List.of();
        }
        String argument = arguments[index];
        if (argument.matches("\\{?[a-z]+(\\|[a-z]+)+}?")) {
            return List.of(argument.replaceAll("[{}]", "").split("\\|", -1));
        }
        try {
            return link.values(argument);
        } catch (IOException e) {
            // Whoever types goes on without: the command itself will say what is wrong.
            return List.of();
        }
    }
}
