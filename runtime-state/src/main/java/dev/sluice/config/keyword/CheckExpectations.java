package dev.sluice.config.keyword;

import dev.sluice.config.CheckStep.Ending;
import dev.sluice.config.CheckStep.Expect;
import dev.sluice.config.CheckStep.Pattern;
import dev.sluice.config.CheckStep.Subject;
import dev.sluice.config.CheckStep.Way;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import dev.sluice.pattern.PatternException;
import dev.sluice.pattern.Regex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code tcp-check expect} and {@code http-check expect}. Confined to one line. */
final class CheckExpectations {
    private static final Set<String> GOOD = Set.of("L7OK", "L7OKC", "L6OK", "L4OK");
    private static final Set<String> BAD = Set.of("L7OKC", "L7RSP", "L7STS", "L6RSP", "L4CON");
    private static final Set<String> LATE = Set.of("L7TOUT", "L6TOUT", "L4TOUT");
    private static final Map<String, Way> WAYS =
            Map.of("str", Way.EQUAL, "beg", Way.BEGIN, "end", Way.END, "sub", Way.PART, "reg", Way.REGEX);

    private final Line line;
    private final boolean http;
    private final Map<String, String> ending = new HashMap<>();
    private String comment = "";
    /** Negative where nobody said; then what does not match yet may do so later. */
    private int least = -1;

    private boolean negated;

    private CheckExpectations(Line line, boolean http) {
        this.line = line;
        this.http = http;
    }

    /** What the rest of the line expects. */
    static Expect read(Line line, boolean http) throws BadLineException {
        return new CheckExpectations(line, http).read();
    }

    private Expect read() throws BadLineException {
        @Nullable Expect found = null;
        while (line.hasNext()) {
            String word = line.next("an argument");
            if (option(word)) {
                continue;
            }
            if (found != null) {
                throw line.bad("'" + line.keyword() + "' : only one pattern expected.");
            }
            if (word.equals("!") || word.startsWith("!")) {
                negated = true;
                word = word.length() > 1 ? word.substring(1) : line.next("a kind of pattern");
            }
            found = http ? ofHttp(word) : ofTcp(word);
        }
        if (found == null) {
            throw line.bad("'" + line.keyword() + "' : expects a pattern.");
        }
        Ending words = new Ending(
                of("ok-status"),
                of("error-status"),
                of("tout-status"),
                of("on-success"),
                of("on-error"),
                of("status-code"));
        return new Expect(
                comment,
                found.subject(),
                negated,
                found.name(),
                found.whole(),
                found.pattern(),
                Math.max(0, least),
                least >= 0,
                words.equals(Ending.USUAL) ? Ending.USUAL : words);
    }

    private String of(String word) {
        return ending.getOrDefault(word, "");
    }

    private boolean option(String word) throws BadLineException {
        switch (word) {
            case "comment" -> comment = line.next("a text");
            case "min-recv" -> least = line.number(-1, Integer.MAX_VALUE);
            case "ok-status" -> ending.put(word, one(word, GOOD));
            case "error-status" -> ending.put(word, one(word, BAD));
            case "tout-status" -> ending.put(word, one(word, LATE));
            case "on-success", "on-error" -> ending.put(word, format(line.next("a text")));
            case "status-code" -> {
                String expression = line.next("an expression");
                line.part(Place.TEXT, List.of("check-expression", expression));
                ending.put(word, expression);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private String one(String word, Set<String> known) throws BadLineException {
        String status = line.next("a status");
        if (!known.contains(status)) {
            throw line.bad("'" + line.keyword() + "' : '" + word + "' expects one of "
                    + known.stream().sorted().toList() + " (got '" + status + "').");
        }
        return status;
    }

    private Expect ofTcp(String word) throws BadLineException {
        return switch (word) {
            case "string" -> expect(Subject.TEXT, new Pattern(Way.PART, said(), false));
            case "rstring" -> expect(Subject.TEXT, new Pattern(Way.REGEX, regex(), false));
            case "string-lf" -> expect(Subject.TEXT, new Pattern(Way.PART, format(said()), true));
            case "binary" -> expect(Subject.BINARY, new Pattern(Way.PART, hex(line, said()), false));
            case "rbinary" -> expect(Subject.BINARY, new Pattern(Way.REGEX, regex(), false));
            case "binary-lf" -> expect(Subject.BINARY, new Pattern(Way.PART, format(said()), true));
            default ->
                throw line.bad("'" + line.keyword()
                        + "' : expects 'string', 'binary', 'rstring', 'rbinary', 'string-lf' or 'binary-lf' (got '"
                        + word + "').");
        };
    }

    private Expect ofHttp(String word) throws BadLineException {
        return switch (word) {
            case "status" -> expect(Subject.STATUS, new Pattern(Way.EQUAL, ranges(), false));
            case "rstatus" -> expect(Subject.STATUS, new Pattern(Way.REGEX, regex(), false));
            case "string" -> expect(Subject.BODY, new Pattern(Way.PART, said(), false));
            case "rstring" -> expect(Subject.BODY, new Pattern(Way.REGEX, regex(), false));
            case "string-lf" -> expect(Subject.BODY, new Pattern(Way.PART, format(said()), true));
            case "hdr" -> header(false);
            case "fhdr" -> header(true);
            default ->
                throw line.bad("'" + line.keyword()
                        + "' : expects 'status', 'rstatus', 'string', 'rstring', 'string-lf', 'hdr' or 'fhdr' (got '"
                        + word + "').");
        };
    }

    private Expect expect(Subject subject, Pattern pattern) {
        return new Expect("", subject, negated, null, false, pattern, 0, false, Ending.USUAL);
    }

    private Expect header(boolean whole) throws BadLineException {
        String word = line.next("'name'");
        if (!word.equals("name") && !word.equals("name-lf")) {
            throw line.bad("'" + line.keyword() + "' : 'hdr' and 'fhdr' expect 'name' or 'name-lf' first (got '" + word
                    + "').");
        }
        Pattern name = pattern(word.equals("name-lf"));
        Pattern value = new Pattern(Way.FOUND, "", false);
        if (line.accept("value")) {
            value = pattern(false);
        } else if (line.accept("value-lf")) {
            value = pattern(true);
        }
        return new Expect("", Subject.HEADER, negated, name, whole, value, 0, false, Ending.USUAL);
    }

    private Pattern pattern(boolean format) throws BadLineException {
        Way way = Way.EQUAL;
        if (line.accept("-m")) {
            String word = line.next("a way to match");
            Way named = WAYS.get(word);
            if (named == null || (format && named == Way.REGEX)) {
                throw line.bad("'" + line.keyword() + "' : '-m' expects 'str', 'beg', 'end', 'sub' or 'reg' (got '"
                        + word + "').");
            }
            way = named;
        }
        String text = said();
        if (way == Way.REGEX) {
            checked(text);
        }
        return new Pattern(way, format ? format(text) : text, format);
    }

    private String said() throws BadLineException {
        String text = line.next("a pattern");
        if (text.isEmpty()) {
            throw line.bad("'" + line.keyword() + "' : the pattern is empty.");
        }
        return text;
    }

    private String regex() throws BadLineException {
        return checked(said());
    }

    private String checked(String text) throws BadLineException {
        try {
            Regex unused = Regex.compile(text, false);
            return text;
        } catch (PatternException e) {
            throw line.bad("'" + line.keyword() + "' : " + e.getMessage() + ".");
        }
    }

    private String format(String text) throws BadLineException {
        line.part(Place.TEXT, List.of("check-format", text));
        return text;
    }

    private String ranges() throws BadLineException {
        String text = line.next("status codes");
        for (String part : text.split(",", -1)) {
            if (!part.matches("\\d{3}(-\\d{3})?")) {
                throw line.bad(
                        "'http-check expect status' expects codes such as 200 or 200-399,404 (got '" + part + "').");
            }
            if (part.length() > 3 && part.substring(0, 3).compareTo(part.substring(4)) > 0) {
                throw line.bad("'http-check expect status': the range '" + part + "' is empty.");
            }
        }
        return text;
    }

    /** Digits of whole bytes. */
    static String hex(Line line, String text) throws BadLineException {
        if (text.length() % 2 != 0 || !text.matches("[0-9a-fA-F]*")) {
            throw line.bad(
                    "'" + line.keyword() + "' : an even number of hexadecimal digits expected (got '" + text + "').");
        }
        return text;
    }
}
