package dev.sluice.config.parse;

import dev.sluice.config.Location;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line as a keyword's handler sees it: the arguments that are still to be read, and what they can set. Confined to the thread that
 * parses.
 */
public final class Line {
    private final Parsing parsing;
    private final Scope scope;
    private final Location location;
    private final List<String> words;
    private final boolean negated;
    private int position;
    private String keyword = "";

    Line(Parsing parsing, Scope scope, Location location, List<String> words, boolean negated) {
        this.parsing = parsing;
        this.scope = scope;
        this.location = location;
        this.words = words;
        this.negated = negated;
    }

    /** Where it stands. */
    public Location location() {
        return location;
    }

    /** The section, or the kind of line, that it belongs to. */
    public Place place() {
        return scope.place();
    }

    /** The name of the section, or of what the line declares. */
    public String sectionName() {
        return scope.name();
    }

    /** The keyword whose arguments are read. */
    public String keyword() {
        return keyword;
    }

    /** Whether {@code no} stands before the keyword. */
    public boolean negated() {
        return negated;
    }

    /** What was set so far. */
    public Settings.Builder settings() {
        return scope.settings();
    }

    /** Sets a value. */
    public <T> void set(Setting<T> setting, T value) {
        settings().set(setting, value);
    }

    /** Adds a value to a list. */
    public <T> void append(Setting<List<T>> setting, T value) {
        List<T> values = new ArrayList<>(settings().get(setting));
        values.add(value);
        settings().set(setting, List.copyOf(values));
    }

    /** Whether an argument is left. */
    public boolean hasNext() {
        return position < words.size();
    }

    /** The next argument, left where it is. */
    public Optional<String> peek() {
        return hasNext() ? Optional.of(words.get(position)) : Optional.empty();
    }

    /** Takes the next argument; {@code what} says in the message what is missing. */
    public String next(String what) throws BadLineException {
        if (!hasNext()) {
            throw bad("'" + keyword + "' expects " + what + " as an argument.");
        }
        return words.get(position++);
    }

    /** Takes the next argument if it is {@code word}. */
    public boolean accept(String word) {
        boolean there = hasNext() && words.get(position).equals(word);
        if (there) {
            position++;
        }
        return there;
    }

    /** Takes all arguments that are left. */
    public List<String> rest() {
        List<String> rest = words.subList(position, words.size());
        position = words.size();
        return List.copyOf(rest);
    }

    /** Takes a number from {@code low} to {@code high}. */
    public int number(int low, int high) throws BadLineException {
        return Units.number(this, next("a number"), low, high);
    }

    /** Takes a time in milliseconds; one without a unit is milliseconds. */
    public long time() throws BadLineException {
        return Units.time(this, next("a time"), 1);
    }

    /** Takes a size in bytes. */
    public int size() throws BadLineException {
        return Units.size(this, next("a size"));
    }

    /** What ends the handling with a message. */
    public BadLineException bad(String text) {
        return new BadLineException(text);
    }

    /** Says that something is suspicious. */
    public void warn(String text) {
        parsing.diagnostics().warning(location, text);
    }

    /** The variables, as they stand at this line. */
    public Environment environment() {
        return parsing.environment();
    }

    /** All that is understood. */
    public Keywords keywords() {
        return parsing.keywords();
    }

    /** What the run depends on. */
    public ParseOptions options() {
        return parsing.options();
    }

    Parsing parsing() {
        return parsing;
    }

    Scope scope() {
        return scope;
    }

    void skipRest() {
        position = words.size();
    }

    void refuse() throws BadLineException {
        throw bad("'" + keyword + "' is not supported by this version of Sluice yet.");
    }
}
