package dev.sluice.config.parse;

import dev.sluice.config.BindSpec;
import dev.sluice.config.Location;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.pattern.PatternSource;
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
    private List<String> words;
    private final Prefix prefix;
    private final String outerName;
    private int position;
    private String keyword = "";
    private String asWritten = "";

    Line(Parsing parsing, Scope scope, Location location, List<String> words) {
        this.parsing = parsing;
        this.scope = scope;
        this.location = location;
        this.words = words;
        this.outerName = scope.name();
        this.prefix = scope.place().isSection() && !words.isEmpty() ? Prefix.of(words.get(0)) : Prefix.NONE;
        this.position = prefix == Prefix.NONE ? 0 : 1;
    }

    private Line(Line outer, Scope scope) {
        this.parsing = outer.parsing;
        this.scope = scope;
        this.location = outer.location;
        this.words = outer.words;
        this.outerName = outer.scope.name();
        this.prefix = Prefix.NONE;
        this.position = outer.position;
    }

    /** What may stand before a keyword. */
    private enum Prefix {
        NONE,
        NO,
        DEFAULT;

        static Prefix of(String word) {
            return switch (word) {
                case "no" -> NO;
                case "default" -> DEFAULT;
                default -> NONE;
            };
        }
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

    /** The name of the section that holds what the line declares. */
    public String outerName() {
        return outerName;
    }

    /** The keyword whose arguments are read. */
    public String keyword() {
        return keyword;
    }

    /** Whether {@code no} stands before the keyword. */
    public boolean negated() {
        return prefix == Prefix.NO;
    }

    /** Whether {@code default} stands before the keyword. */
    public boolean defaulted() {
        return prefix == Prefix.DEFAULT;
    }

    /** What was set so far. */
    public Settings.Builder settings() {
        return scope.settings();
    }

    /** Sets a value. */
    public <T> void set(Setting<T> setting, T value) {
        settings().set(setting, value);
        scope.lines().put(setting, location);
    }

    /** The value so far, or what holds where nothing was said. */
    public <T> T get(Setting<T> setting) {
        return settings().get(setting);
    }

    /** What was said of the process so far. */
    public <T> T global(Setting<T> setting) {
        return parsing.global().settings().get(setting);
    }

    /** Says something of the process. */
    public <T> void global(Setting<T> setting, T value) {
        parsing.global().settings().set(setting, value);
    }

    /** Takes back what was said. */
    public void unset(Setting<?> setting) {
        settings().unset(setting);
    }

    /** Adds a value to a list. */
    public <T> void append(Setting<List<T>> setting, T value) {
        List<T> values = new ArrayList<>(settings().get(setting));
        values.add(value);
        set(setting, List.copyOf(values));
    }

    /** Adds a bind line to the section. */
    public void addBind(BindSpec bind) {
        scope.binds().add(bind);
    }

    /** Adds a server to the section. */
    public void addServer(ServerSpec server) {
        scope.servers().add(server);
    }

    /** The bind lines of the section so far. */
    public List<BindSpec> binds() {
        return List.copyOf(scope.binds());
    }

    /** The servers of the section so far. */
    public List<ServerSpec> servers() {
        return List.copyOf(scope.servers());
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

    /** Puts a word in the place of the next argument, or at the end where there is none. */
    void replaceNext(String word) {
        List<String> next = new ArrayList<>(words);
        if (hasNext()) {
            next.set(position, word);
        } else {
            next.add(word);
        }
        words = List.copyOf(next);
    }

    /** Puts the argument that was taken last back. */
    public void back() {
        position--;
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

    /** Takes a time, in milliseconds where it has no unit. */
    public long time() throws BadLineException {
        return Units.time(this, next("a time"), 1);
    }

    /** Takes a time, in seconds where it has no unit. */
    public long timeInSeconds() throws BadLineException {
        return Units.time(this, next("a time"), 1000);
    }

    /** The number that a part of an argument stands for, from {@code low} to {@code high}. */
    public int numberOf(String part, int low, int high) throws BadLineException {
        return Units.number(this, part, low, high);
    }

    /** The time that a part of an argument stands for, in milliseconds where it has no unit. */
    public long timeOf(String part) throws BadLineException {
        return Units.time(this, part, 1);
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

    /** Where the line's rules find pattern files; asking reads them. */
    public PatternSource patterns() {
        return place() == Place.TEXT
                ? parsing.patterns().lateAt(location.file(), location.line(), location::path)
                : parsing.patterns().at(location.file(), location.line(), location::path);
    }

    /** Where the line's rules leave the keys and certificates that they name. */
    public TokenFiles.AtLine tokens() {
        return new TokenFiles.AtLine(parsing.tokens(), location());
    }

    /** What the run depends on. */
    public ParseOptions options() {
        return parsing.options();
    }

    /**
     * Reads all arguments that are left as keywords of {@code inner}, and returns what they set.
     *
     * @param name what the line declares
     * @param start what holds where they say nothing
     */
    public Settings parameters(Place inner, String name, Settings start) throws BadLineException {
        Line line = new Line(this, Scope.of(inner, name, location, start.toBuilder()));
        while (line.hasNext()) {
            line.dispatch();
        }
        words = line.words;
        skipRest();
        return line.settings().build();
    }

    /** What {@code keyword} of {@code inner} sets with the arguments that are left, over {@code start}. */
    public Settings defaults(Place inner, String keyword, Settings start) throws BadLineException {
        List<String> whole = new ArrayList<>(List.of(keyword));
        whole.addAll(rest());
        Line line = new Line(parsing, Scope.of(inner, keyword, location, start.toBuilder()), location, whole);
        line.handle();
        return line.settings().build();
    }

    /**
     * Reads the next argument as a keyword of {@code inner}, which takes the arguments that it needs.
     *
     * @return those arguments
     */
    public List<String> action(Place inner) throws BadLineException {
        Line line = new Line(this, within(inner));
        line.dispatch();
        List<String> taken = words.subList(position + 1, line.position);
        position = line.position;
        return List.copyOf(taken);
    }

    /** Reads {@code part} as a keyword of {@code inner}, which must take all of its arguments. */
    public void part(Place inner, List<String> part) throws BadLineException {
        Line line = new Line(parsing, within(inner), location, part);
        line.handle();
    }

    private Scope within(Place inner) {
        return new Scope(
                inner, scope.name(), location, scope.settings(), scope.binds(), scope.servers(), scope.lines());
    }

    /** The word that the keyword was written as, with its arguments between parentheses if any. */
    public String keywordAsWritten() {
        return asWritten;
    }

    /** Whether it belongs to a proxy or to one of its servers. */
    boolean isOfProxy() {
        return place() == Place.SERVER || Place.PROXIES.contains(place());
    }

    /** Reads a whole line of a section. */
    void handle() throws BadLineException {
        dispatch();
        if (hasNext()) {
            throw bad("'" + keyword + "' cannot handle unexpected argument '" + words.get(position) + "'.");
        }
    }

    private void dispatch() throws BadLineException {
        if (!hasNext()) {
            throw bad("'" + words.get(0) + "' expects a keyword as an argument.");
        }
        Keyword found = keywords().find(place(), words, position).orElse(null);
        if (found == null) {
            throw unknown();
        }
        keyword = found.name();
        asWritten = words.get(position);
        position += found.words().size();
        if (parsing.running()) {
            RunningLine.check(this, found);
        }
        if (prefix != Prefix.NONE && !found.isNegatable()) {
            throw bad("'" + words.get(0) + "' cannot stand before '" + keyword + "'.");
        }
        if (found.ignoredIn().contains(place())) {
            warn("'" + keyword + "' has no effect in " + place().word() + " '" + sectionName() + "'.");
            skipRest();
            return;
        }
        found.handle(this);
    }

    private BadLineException unknown() {
        String first = words.get(position);
        if (parsing.running()) {
            return bad("unknown keyword '" + first + "'"
                    + Suggestions.near(first, keywords().in(place())));
        }
        boolean family = keywords().isFamily(place(), first);
        if (family && position + 1 == words.size()) {
            return bad("'" + first + "' expects one of its keywords as an argument.");
        }
        String said = family ? first + " " + words.get(position + 1) : first;
        String where = place().isSection() ? " in '" + place().word() + "' section" : " after '" + place().word() + "'";
        return bad("unknown keyword '" + said + "'" + where + hint(said));
    }

    private String hint(String said) {
        List<String> homes = keywords().placesOf(words.subList(position, words.size())).stream()
                .filter(home -> home.isSection() == place().isSection())
                .map(Place::word)
                .toList();
        return place().isSection() && !homes.isEmpty()
                ? "; it belongs in: " + String.join(", ", homes)
                : Suggestions.hint(said, Suggestions.names(keywords().in(place())));
    }

    void skipRest() {
        position = words.size();
    }

    void refuse() throws BadLineException {
        String said = Place.HTTP_RULES.contains(place()) ? place().word() + " " + keyword : keyword;
        throw bad("'" + said + "' is not supported by this version of Sluice yet.");
    }
}
