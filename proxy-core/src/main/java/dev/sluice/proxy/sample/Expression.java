package dev.sluice.proxy.sample;

import java.util.ArrayList;
import java.util.List;

/** A fetch and the converters behind it, compiled. */
public final class Expression {
    private final String text;
    private final Fetch fetch;
    private final Evaluator source;
    private final Step[] steps;
    private final SampleType type;

    private Expression(String text, Fetch fetch, Evaluator source, List<Step> steps, SampleType type) {
        this.text = text;
        this.fetch = fetch;
        this.source = source;
        this.steps = steps.toArray(Step[]::new);
        this.type = type;
    }

    /** Whether what it reads is known at the end of a request or session alone. */
    boolean isLate() {
        return LineWords.isLate(fetch.name());
    }

    private record Step(SampleType input, Evaluator evaluator) {}

    /** An expression and how far its text went. */
    public record Prefix(Expression expression, int words, int offset) {}

    /** Compiles a text that is an expression as a whole. */
    public static Expression compile(String text, CompileScope scope) throws SampleException {
        Prefix prefix = read(List.of(text), 0, 0, scope);
        if (prefix.offset() < text.length()) {
            throw new SampleException("missing comma after fetch keyword");
        }
        return prefix.expression();
    }

    /** Compiles the expression that {@code words} begin with; converters may follow as words of their own. */
    public static Prefix compile(List<String> words, CompileScope scope) throws SampleException {
        return compile(words, 0, scope);
    }

    /** The same from the word {@code first} on; {@link Prefix#words} counts from there. */
    public static Prefix compile(List<String> words, int first, CompileScope scope) throws SampleException {
        Prefix prefix = read(words, first, 0, scope);
        String last = words.get(prefix.words() - 1);
        if (prefix.offset() < last.length()) {
            throw new SampleException("missing comma after fetch keyword");
        }
        return new Prefix(prefix.expression(), prefix.words() - first, prefix.offset());
    }

    /** Compiles the expression that stands within {@code text} from {@code offset} on. */
    static Prefix within(String text, int offset, CompileScope scope) throws SampleException {
        return read(List.of(text), 0, offset, scope);
    }

    private static Prefix read(List<String> words, int first, int offset, CompileScope scope) throws SampleException {
        TextCursor cursor = new TextCursor(words, first, offset);
        String whole = cursor.rest();
        String name = cursor.name();
        if (name.isEmpty()) {
            throw new SampleException("missing fetch method");
        }
        Fetch fetch = scope.vocabulary().fetch(LineWords.meant(name, scope.stage()));
        if (fetch == null) {
            throw new SampleException("unknown fetch method '" + name + "'");
        }
        String owner = "fetch method '" + name + "'";
        Evaluator source = fetch.compiler().compile(arguments(cursor, owner, fetch.signature(), scope), scope);
        LineWords.check(name, fetch.layer(), scope.stage());
        if (!scope.stage().has(fetch.layer())) {
            throw new SampleException(owner + " extracts information from '"
                    + fetch.layer().word() + "', none of which is available here");
        }
        List<Step> steps = new ArrayList<>();
        SampleType type = fetch.output();
        while (true) {
            boolean comma = cursor.peek() == ',';
            if (comma) {
                cursor.skip();
            }
            if (comma && !cursor.isAtEnd()) {
                type = step(cursor, steps, type, scope);
            } else if (cursor.isAtEnd() && followsConverter(cursor, comma, scope)) {
                cursor.nextWord();
                type = step(cursor, steps, type, scope);
            } else {
                break;
            }
        }
        Expression made = new Expression(whole, fetch, source, steps, type);
        return new Prefix(made, cursor.word() + 1, cursor.offset());
    }

    private static boolean followsConverter(TextCursor cursor, boolean comma, CompileScope scope)
            throws SampleException {
        if (!cursor.hasNextWord()) {
            return false;
        }
        String word = cursor.followingWord();
        int end = 0;
        while (end < word.length() && TextCursor.isNameCharacter(word.charAt(end))) {
            end++;
        }
        boolean known = end > 0 && scope.vocabulary().converter(word.substring(0, end)) != null;
        if (comma && !known) {
            throw new SampleException("unknown converter '" + word + "'");
        }
        return known;
    }

    private static SampleType step(TextCursor cursor, List<Step> steps, SampleType given, CompileScope scope)
            throws SampleException {
        String name = cursor.name();
        Converter converter = scope.vocabulary().converter(name);
        if (converter == null) {
            throw new SampleException("unknown converter '" + (name.isEmpty() ? cursor.rest() : name) + "'");
        }
        if (!Casts.isPossible(given, converter.input())) {
            throw new SampleException("converter '" + name + "' cannot be applied");
        }
        String owner = "converter '" + name + "'";
        Arguments arguments = arguments(cursor, owner, converter.signature(), scope);
        steps.add(new Step(converter.input(), converter.compiler().compile(arguments, scope)));
        return converter.output() == SampleType.SAME ? given : converter.output();
    }

    private static Arguments arguments(TextCursor cursor, String owner, Signature signature, CompileScope scope)
            throws SampleException {
        ArgumentParser.Found found = cursor.peek() == '(' ? ArgumentParser.read(cursor) : ArgumentParser.Found.NONE;
        return Arguments.check(owner, signature, found, scope);
    }

    /** What it was compiled from. */
    public String text() {
        return text;
    }

    /** What it begins with. */
    public Fetch fetch() {
        return fetch;
    }

    /** Whether converters follow its fetch. */
    public boolean isConverted() {
        return steps.length > 0;
    }

    /** The type of its value. */
    public SampleType type() {
        return type;
    }

    /** Whether there is a value; it is in {@code sample} then. Prepare that with {@link Sample#clear} or {@link Sample#iterate}. */
    public boolean evaluate(SampleContext context, Sample sample) {
        return source.evaluate(context, sample) && convert(context, sample);
    }

    /** Whether there is a value behind the converters, where {@code sample} is what stands before them. */
    public boolean convert(SampleContext context, Sample sample) {
        for (Step step : steps) {
            if (!Casts.cast(sample, step.input(), context.scratch())
                    || !step.evaluator().evaluate(context, sample)) {
                return false;
            }
        }
        return true;
    }

    /** The same, the value made one of {@code wanted}. */
    public boolean evaluate(SampleContext context, Sample sample, SampleType wanted) {
        sample.clear();
        return evaluate(context, sample) && Casts.cast(sample, wanted, context.scratch());
    }
}
