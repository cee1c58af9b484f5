package dev.sluice.proxy.action;

import dev.sluice.config.Location;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import java.util.List;

/** The words of a rule, behind its action: each action takes those that it understands. Confined to whoever compiles. */
public final class Words {
    private final String action;
    private final List<String> words;
    private final Location location;
    private int position;

    /** The words behind {@code action}, which stand at {@code location}. */
    public Words(String action, List<String> words, Location location) {
        this.location = location;
        this.action = action;
        this.words = List.copyOf(words);
    }

    /** The action as it was written, with its arguments between parentheses if any. */
    public String action() {
        return action;
    }

    /** Where the rule stands. */
    Location location() {
        return location;
    }

    /** What stands between the parentheses of the action. */
    public String inParentheses() throws SampleException {
        int open = action.indexOf('(');
        if (open < 0 || !action.endsWith(")") || open + 2 == action.length()) {
            throw bad("expects an argument between parentheses");
        }
        return action.substring(open + 1, action.length() - 1);
    }

    /** Whether a word is left that does not begin a condition. */
    public boolean hasNext() {
        return position < words.size() && !beginsCondition(words.get(position));
    }

    private static boolean beginsCondition(String word) {
        return word.equals("if") || word.equals("unless");
    }

    /** The first of them; empty where there is none. */
    public String first() {
        return words.isEmpty() ? "" : words.get(0);
    }

    /** How many words were taken. */
    public int taken() {
        return position;
    }

    /** The next word, left where it is; empty at the end. */
    public String peek() {
        return hasNext() ? words.get(position) : "";
    }

    /** Takes a word; {@code what} says in the message what is missing. */
    public String next(String what) throws SampleException {
        if (!hasNext()) {
            throw bad("expects " + what);
        }
        return words.get(position++);
    }

    /** Takes the next word if it is {@code word}. */
    public boolean accept(String word) {
        boolean there = hasNext() && words.get(position).equals(word);
        position += there ? 1 : 0;
        return there;
    }

    /** Takes a whole number between two bounds. */
    public int number(String what, int low, int high) throws SampleException {
        String word = next(what);
        if (word.matches("-?[0-9]{1,9}")) {
            int number = Integer.parseInt(word);
            if (number >= low && number <= high) {
                return number;
            }
        }
        throw bad("expects " + what + " from " + low + " to " + high + " (got '" + word + "')");
    }

    /** Takes a time in milliseconds where it has no unit. */
    public long time(String what) throws SampleException {
        String word = next(what);
        if (!word.matches("[0-9]{1,12}(us|ms|s|m|h|d)?")) {
            throw bad("expects " + what + " (got '" + word + "')");
        }
        String digits = word.replaceFirst("[a-z]+$", "");
        long number = Long.parseLong(digits);
        return switch (word.substring(digits.length())) {
            case "us" -> (number + 999) / 1000;
            case "s" -> number * 1000;
            case "m" -> number * 60_000;
            case "h" -> number * 3_600_000;
            case "d" -> number * 86_400_000;
            default -> number;
        };
    }

    /** Takes an expression, which may go on over several words. */
    public Expression expression(CompileScope scope) throws SampleException {
        if (!hasNext()) {
            throw bad("expects a sample expression");
        }
        Expression.Prefix prefix = Expression.compile(words, position, scope);
        position += prefix.words();
        return prefix.expression();
    }

    /** Takes a format. */
    public LogFormat format(String what, CompileScope scope, LogFormat.Style style) throws SampleException {
        return LogFormat.compile(next(what), scope, style);
    }

    /** What says that the words make no sense. */
    public SampleException bad(String problem) {
        return new SampleException("'" + action + "' " + problem);
    }
}
