package dev.sluice.config.parse;

import dev.sluice.config.Acl;
import dev.sluice.config.Condition;
import dev.sluice.config.Condition.Term;
import dev.sluice.config.ProxySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads ACLs and conditions (manual section 7). */
public final class Conditions {
    private static final Set<String> FLAGS = Set.of("-i", "-n", "-u", "-M");
    private static final Set<String> FLAGS_WITH_ARGUMENT = Set.of("-f", "-m");

    private Conditions() {}

    /** What stands behind {@code if} or {@code unless} at the end of a line; null where the line ends already. */
    public static @Nullable Condition read(Line line) throws BadLineException {
        if (!line.hasNext()) {
            return null;
        }
        String word = line.next("'if' or 'unless'");
        if (!word.equals("if") && !word.equals("unless")) {
            throw line.bad("'" + line.keyword()
                    + "' expects either 'if' or 'unless' followed by a condition but found '" + word + "'.");
        }
        List<List<Term>> alternatives = new ArrayList<>();
        List<Term> terms = new ArrayList<>();
        boolean negated = false;
        while (line.hasNext()) {
            String next = line.next("a condition");
            if (isOr(next)) {
                requireTerm(line, terms, negated);
                alternatives.add(terms);
                terms = new ArrayList<>();
            } else if (next.equals("!")) {
                negated = !negated;
            } else {
                boolean inverted = next.startsWith("!");
                terms.add(new Term(negated != inverted, test(line, inverted ? next.substring(1) : next)));
                negated = false;
            }
        }
        requireTerm(line, terms, negated);
        alternatives.add(terms);
        return new Condition(word.equals("unless"), alternatives);
    }

    private static boolean isOr(String word) {
        return word.equals("or") || word.equals("||");
    }

    private static void requireTerm(Line line, List<Term> terms, boolean negated) throws BadLineException {
        if (terms.isEmpty() || negated) {
            throw line.bad("'" + line.keyword() + "': the condition lacks a term.");
        }
    }

    private static Acl test(Line line, String word) throws BadLineException {
        if (!word.equals("{")) {
            return reference(line, word);
        }
        List<String> words = new ArrayList<>();
        while (!line.accept("}")) {
            if (!line.hasNext()) {
                throw line.bad("'" + line.keyword() + "': missing closing '}' in condition.");
            }
            words.add(line.next("an ACL"));
        }
        return acl(line, "", words);
    }

    private static Acl reference(Line line, String name) throws BadLineException {
        boolean declared =
                line.get(ProxySettings.ACLS).stream().anyMatch(acl -> acl.name().equals(name));
        List<String> predefined = Suggestions.names(line.keywords().in(Place.PREDEFINED_ACL));
        if (!declared && !predefined.contains(name)) {
            List<String> known = new ArrayList<>(predefined);
            line.get(ProxySettings.ACLS).forEach(acl -> known.add(acl.name()));
            throw line.bad("'" + line.keyword() + "': no such ACL : '" + name + "'" + Suggestions.hint(name, known));
        }
        return new Acl(name, "", List.of(), List.of(), line.location());
    }

    /** A test of these words, a criterion first; the criterion's keyword has its say. */
    public static Acl acl(Line line, String name, List<String> words) throws BadLineException {
        String title = name.isEmpty() ? "'" + line.keyword() + "'" : "'acl " + name + "'";
        if (words.isEmpty()) {
            throw line.bad(title + ": missing criterion.");
        }
        if (line.keywords().find(Place.CRITERION, words, 0).isEmpty()) {
            throw line.bad(title + ": unknown fetch method '" + words.get(0) + "' in ACL expression"
                    + Suggestions.hint(
                            words.get(0), Suggestions.names(line.keywords().in(Place.CRITERION))));
        }
        try {
            line.part(Place.CRITERION, words);
        } catch (BadLineException e) {
            throw line.bad(title + ": " + e.text());
        }
        Acl acl = split(line, name, words);
        boolean wanted = acl.flags().contains("--")
                || acl.flags().contains("-f")
                || acl.flags().contains("found");
        // What converters make of it may be true or false by itself.
        boolean converted = words.get(0).indexOf(',') > 0;
        if (acl.patterns().isEmpty() && !wanted && !converted && takesPatterns(line, words)) {
            line.warn(title + ": '" + words.get(0)
                    + "' has no pattern, so that it never matches; add '--' if that is meant.");
        }
        return acl;
    }

    private static boolean takesPatterns(Line line, List<String> words) {
        return line.keywords()
                .find(Place.CRITERION, words, 0)
                .filter(criterion -> !criterion.usage().isEmpty())
                .isPresent();
    }

    /** For a criterion's handler: the test that its line describes, all arguments taken. */
    public static Acl take(Line line) throws BadLineException {
        List<String> words = new ArrayList<>(List.of(line.keywordAsWritten()));
        words.addAll(line.rest());
        return split(line, "", words);
    }

    private static Acl split(Line line, String name, List<String> words) throws BadLineException {
        List<String> flags = new ArrayList<>();
        int at = 1;
        while (at < words.size() && words.get(at).startsWith("-")) {
            String flag = words.get(at++);
            flags.add(flag);
            if (flag.equals("--")) {
                break;
            }
            if (FLAGS_WITH_ARGUMENT.contains(flag)) {
                if (at == words.size()) {
                    throw line.bad("flag '" + flag + "' of '" + words.get(0) + "' expects an argument.");
                }
                flags.add(words.get(at++));
            } else if (!FLAGS.contains(flag)) {
                throw line.bad("unknown flag '" + flag + "' of '" + words.get(0) + "'.");
            }
        }
        return new Acl(name, words.get(0), flags, words.subList(at, words.size()), line.location());
    }
}
