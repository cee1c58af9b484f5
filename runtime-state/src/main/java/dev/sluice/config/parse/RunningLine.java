package dev.sluice.config.parse;

import dev.sluice.config.Location;
import dev.sluice.config.Settings;
import dev.sluice.pattern.PatternLoader;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lines that are said to a running program, by the grammar of the file. What is wrong with them is told in the words that HAProxy has
 * for this, which are not always those that it has for files.
 */
public final class RunningLine {
    /** Where what was added at run time was said. */
    public static final Location LOCATION = new Location("CLI", 0);

    /** Names are not looked up here: that would hold up the one thread that changes things. */
    private static final ParseOptions OPTIONS = new ParseOptions(
            host -> {
                throw new UnknownHostException(host);
            },
            Features.DEFAULT);

    private static final Set<String> TIMES = Set.of("inter", "fastinter", "downinter", "agent-inter", "slowstart");
    private static final Set<String> FROM_ONE = Set.of("rise", "fall", "error-limit");
    private static final Set<String> FRONTEND =
            Set.of("mode", "guid", "default_backend", "maxconn", "id", "description", "backlog");
    /** Numbers that are 0 where no number is said. */
    private static final Set<String> LAX = Set.of("weight", "maxconn", "minconn", "maxqueue", "port", "agent-port");

    private static final Map<String, String> MISSING = Map.ofEntries(
            Map.entry("inter", "'inter' expects a delay as argument.."),
            Map.entry("fastinter", "'fastinter' expects a delay as argument.."),
            Map.entry("downinter", "'downinter' expects a delay as argument.."),
            Map.entry("agent-inter", "'agent-inter' expects a delay as argument.."),
            Map.entry("slowstart", "unexpected character '."),
            Map.entry("rise", "'rise' expects an integer argument.."),
            Map.entry("fall", "'fall' expects an integer argument.."),
            Map.entry("error-limit", "'error-limit' expects an integer argument.."),
            Map.entry("port", "'port' expects a port number as argument.."),
            Map.entry("agent-port", "'agent-port' expects a port number as argument.."),
            Map.entry("agent-send", "'agent-send' expects a string as argument.."),
            Map.entry("agent-addr", "'agent-addr' expects an address as argument.."),
            Map.entry("addr", "'addr' expects <ipv4|ipv6> as argument.."),
            Map.entry("cookie", "'cookie' expects <value> as argument.."),
            Map.entry("guid", "'guid' : expects an argument."),
            Map.entry("id", "'id' : expects an integer argument."),
            Map.entry("track", "'track' expects [<proxy>/]<server> as argument.."));

    private static final String STATES = "'none', 'fully-up', 'up', 'down', or 'fully-down'";
    private static final Map<String, Choice> CHOICES = Map.of(
            "on-marked-down", new Choice(Set.of("shutdown-sessions"), "'shutdown-sessions'"),
            "on-marked-up", new Choice(Set.of("shutdown-backup-sessions"), "'shutdown-backup-sessions'"),
            "init-state", new Choice(Set.of("none", "fully-up", "up", "down", "fully-down"), "one of " + STATES),
            "observe", new Choice(Set.of("none", "layer4", "layer7"), "one of 'none', 'layer4', 'layer7'"),
            "on-error",
                    new Choice(
                            Set.of("fastinter", "fail-check", "sudden-death", "mark-down"),
                            "one of 'fastinter', 'fail-check', 'sudden-death' or 'mark-down'"));

    private record Choice(Set<String> words, String text) {}

    private RunningLine() {}

    /**
     * A line of a section that is there already.
     *
     * @param keywords all that is understood
     * @param section what kind of section it is
     * @param name the section's name
     * @param settings what the section says
     * @param words the line
     */
    public static Line of(Keywords keywords, Place section, String name, Settings settings, List<String> words) {
        Parsing parsing =
                new Parsing(keywords, OPTIONS, Environment.ofProcess(), new Diagnostics(), new PatternLoader(), true);
        Scope scope = Scope.of(section, name, LOCATION, settings.toBuilder());
        return new Line(parsing, scope, LOCATION, words);
    }

    /** Looks at a server's keyword, which stands before the line's next argument, before its handler does. */
    static void check(Line line, Keyword keyword) throws BadLineException {
        String name = keyword.name();
        if (line.place() == Place.FRONTEND && !isPlain(name)) {
            throw line.bad("'" + name + "' cannot be said of a frontend while the program runs.");
        }
        if (line.place() != Place.SERVER) {
            return;
        }
        if (!keyword.isDynamic()) {
            throw line.bad("'" + name + "' option is not accepted for dynamic server");
        }
        String word = line.peek().orElse("");
        String missing = MISSING.get(name);
        if (word.isEmpty() && missing != null) {
            throw line.bad(missing);
        }
        Choice choice = CHOICES.get(name);
        if (choice != null && !choice.words.contains(word)) {
            throw line.bad("'" + name + "' expects " + choice.text + " but got '" + word + "'.");
        }
        if (TIMES.contains(name)) {
            checkTime(line, name, word);
        } else if (FROM_ONE.contains(name) && leading(word) <= 0) {
            throw line.bad(
                    name.equals("error-limit") ? "error-limit has to be > 0.." : "'" + name + "' has to be > 0..");
        } else if (name.equals("id") && leading(word) <= 0) {
            throw line.bad("'id' : custom id has to be between 1 and 4294967295..");
        } else if (LAX.contains(name)) {
            lax(line, name, word);
        }
    }

    /** Rules are compiled with the whole configuration, and addresses are bound by a command of their own. */
    private static boolean isPlain(String name) {
        return FRONTEND.contains(name) || name.startsWith("timeout ") || name.startsWith("option ");
    }

    private static void checkTime(Line line, String name, String word) throws BadLineException {
        int end = 0;
        while (end < word.length() && isDigit(word.charAt(end))) {
            end++;
        }
        String unit = word.substring(end);
        if (end == 0 || !Set.of("", "us", "ms", "s", "m", "h", "d").contains(unit)) {
            throw line.bad("unexpected character '" + word.charAt(end) + "' in '" + name + "' argument of server "
                    + line.sectionName() + "..");
        }
        long number = leading(word);
        if (number == 0 && !name.equals("slowstart")) {
            throw line.bad("invalid value 0 for argument '" + name + "' of server " + line.sectionName() + "..");
        }
        if (unit.isEmpty() && number > 0 && number < Units.SUSPICIOUS && !name.equals("slowstart")) {
            throw line.bad("'" + name + " " + word + "' in server '" + line.sectionName()
                    + "' is suspiciously small for a value in milliseconds. Please use an explicit unit ('" + word
                    + "ms') if that was the intent.");
        }
    }

    /** As C's {@code atol} reads it, which is how these numbers are read here. */
    private static void lax(Line line, String name, String word) throws BadLineException {
        long number = leading(word);
        if (name.equals("weight") && (number < 0 || number > 256)) {
            throw line.bad("weight of server " + line.sectionName() + " is not within 0 and 256 (" + number + ")..");
        }
        line.replaceNext(Long.toString(Math.max(0, Math.min(number, Integer.MAX_VALUE))));
    }

    private static long leading(String word) {
        boolean negative = word.startsWith("-");
        long value = 0;
        int from = negative ? 1 : 0;
        // Ten digits are more than any of these numbers may have.
        for (int i = from; i < word.length() && i < from + 10 && isDigit(word.charAt(i)); i++) {
            value = value * 10 + (word.charAt(i) - '0');
        }
        return negative ? -value : value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
