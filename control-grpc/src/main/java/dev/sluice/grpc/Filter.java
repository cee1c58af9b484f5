package dev.sluice.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.sluice.operation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads filters of lists and watches; the grammar stands in {@code common.proto}. */
final class Filter {
    /** A filter is typed by a person or made by a program from a few choices. */
    static final int LENGTH_MAX = 1024;

    private static final int TERMS_MAX = 64;
    /** Deeper nesting only costs stack. */
    private static final int DEPTH_MAX = 16;

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(\"(?:[^\"\\\\]|\\\\.)*\")|(!=|<=|>=|[=<>:()])|([^\\s\"=<>:!()]+))\\s*");

    /** Behind an operator: times have colons. */
    private static final Pattern VALUE = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"()=<>!]+)\\s*");

    private static final Set<String> OPERATORS = Set.of("=", "!=", "<", "<=", ">", ">=", ":");

    private final List<String> tokens;
    private final Descriptor type;
    private int at;
    private int terms;
    private int depth;

    private Filter(List<String> tokens, Descriptor type) {
        this.tokens = tokens;
        this.type = type;
    }

    /** What the filter lets through; an empty one everything. */
    static Predicate<Message> read(String text, Descriptor type) {
        if (text.isBlank()) {
            return message -> true;
        }
        if (text.length() > LENGTH_MAX) {
            throw bad("longer than " + LENGTH_MAX + " characters");
        }
        Filter filter = new Filter(tokens(text), type);
        Predicate<Message> read = filter.either();
        if (filter.at < filter.tokens.size()) {
            throw bad("'" + filter.tokens.get(filter.at) + "' was not expected");
        }
        return read;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            boolean behindOperator = !tokens.isEmpty() && OPERATORS.contains(tokens.get(tokens.size() - 1));
            Matcher matcher = (behindOperator ? VALUE : TOKEN).matcher(text);
            if (!matcher.find(from) || matcher.start() != from) {
                throw bad("cannot be read from '" + text.substring(from) + "' on");
            }
            tokens.add(matcher.group().strip());
            from = matcher.end();
        }
        return tokens;
    }

    private Optional<String> peek() {
        return at < tokens.size() ? Optional.of(tokens.get(at)) : Optional.empty();
    }

    private boolean take(String token) {
        boolean is = peek().filter(token::equals).isPresent();
        at += is ? 1 : 0;
        return is;
    }

    private String next(String expected) {
        if (at >= tokens.size()) {
            throw bad("ends where " + expected + " is expected");
        }
        return tokens.get(at++);
    }

    private Predicate<Message> either() {
        Predicate<Message> all = both();
        while (take("OR")) {
            all = all.or(both());
        }
        return all;
    }

    private Predicate<Message> both() {
        Predicate<Message> all = negated();
        while (at < tokens.size() && !peek().equals(Optional.of("OR")) && !peek().equals(Optional.of(")"))) {
            boolean unused = take("AND");
            all = all.and(negated());
        }
        return all;
    }

    private Predicate<Message> negated() {
        if (take("NOT") || take("-")) {
            return single().negate();
        }
        return single();
    }

    private Predicate<Message> single() {
        if (++terms > TERMS_MAX || depth > DEPTH_MAX) {
            throw bad("has more than " + TERMS_MAX + " restrictions, or is nested too deeply");
        }
        if (take("(")) {
            depth++;
            Predicate<Message> inner = either();
            depth--;
            if (!take(")")) {
                throw bad("has a '(' without its ')'");
            }
            return inner;
        }
        String field = next("a field");
        boolean negative = field.startsWith("-") && field.length() > 1;
        String operator = next("an operator behind '" + field + "'");
        Restriction restriction = Restriction.of(
                type, negative ? field.substring(1) : field, operator, next("a value behind '" + operator + "'"));
        return negative ? message -> !restriction.test(message) : restriction;
    }

    static RuntimeException bad(String text) {
        return Errors.of(Reason.BAD_ARGUMENT, "filter: " + text, Subject.field("filter"));
    }
}
