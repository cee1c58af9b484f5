package dev.sluice.pattern;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression over bytes. Immutable. Work on one text is bounded: an expression that takes too many steps or too much stack on
 * a text does not match it.
 */
public final class Regex {
    /** Characters looked at for one text, which keeps an unlucky expression from holding up a worker for more than milliseconds. */
    private static final int STEPS_MAX = 1_000_000;

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Reads an expression. */
    public static Regex compile(String text, boolean ignoreCase) throws PatternException {
        try {
            return new Regex(Pattern.compile(text, ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
        } catch (PatternSyntaxException e) {
            throw new PatternException("regex '" + text + "' is invalid (error=" + reason(e) + ", erroffset="
                    + Math.max(0, e.getIndex()) + ")");
        }
    }

    /** What PCRE2 says of the usual mistakes. */
    private static String reason(PatternSyntaxException e) {
        String said = e.getDescription();
        if (said.startsWith("Unclosed group")) {
            return "missing closing parenthesis";
        }
        if (said.startsWith("Unmatched closing")) {
            return "unmatched closing parenthesis";
        }
        if (said.startsWith("Unclosed character class")) {
            return "missing terminating ] for character class";
        }
        if (said.startsWith("Dangling meta character")) {
            return "quantifier does not follow a repeatable item";
        }
        return said;
    }

    /** Whether it is found in a text. */
    public boolean matches(byte[] text, int offset, int length) {
        return find(text, offset, length) != null;
    }

    /** Where it is found in a text, with its groups, offsets counted from the text's start; null where it is not. */
    public @Nullable Matcher find(byte[] text, int offset, int length) {
        Matcher matcher = pattern.matcher(new View(text, offset, length, new int[] {STEPS_MAX}));
        return step(matcher) ? matcher : null;
    }

    /** Looks on with a matcher of {@link #find}; whether there is another place. */
    public static boolean step(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError | StepsExceededException e) {
            return false;
        }
    }

    private static final class StepsExceededException extends IndexOutOfBoundsException {
        private static final long serialVersionUID = 1;
    }

    /** Bytes as characters, counting how many were looked at. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record View(byte[] bytes, int offset, int length, int[] steps) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--steps[0] < 0) {
                throw new StepsExceededException();
            }
            return (char) (bytes[offset + index] & 0xFF);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new View(bytes, offset + start, end - start, steps);
        }

        @Override
        public String toString() {
            return new String(bytes, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }
}
