package dev.sluice.config.parse;

import java.util.List;
import java.util.Map;

/** Decides {@code .if} lines and what {@code haproxy -cc} asks (manual section 2.4). */
public final class ConditionEvaluator {
    private final Environment environment;
    private final Features features;

    /** An evaluator that answers from these. */
    public ConditionEvaluator(Environment environment, Features features) {
        this.environment = environment;
        this.features = features;
    }

    /** Whether the condition holds; quoting and variables are treated as on a configuration line. */
    public boolean evaluate(String expression) throws BadLineException {
        // What starts a comment in a file is a mistake here.
        String line = expression.replace("#", "\\#");
        return evaluate(Lexer.split(line, environment, Map.of()).list());
    }

    /** Whether the condition that a line's words spell holds. */
    boolean evaluate(List<String> words) throws BadLineException {
        return new Run(String.join(" ", words)).whole();
    }

    /** One expression; everything in it is read, also what the result no longer depends on. */
    private final class Run {
        private final String text;
        private int position;

        Run(String text) {
            this.text = text;
        }

        boolean whole() throws BadLineException {
            if (text.isBlank()) {
                return false;
            }
            boolean result = alternatives();
            if (position < text.length()) {
                throw new BadLineException("unexpected character '" + text.charAt(position)
                        + "' at the end of conditional expression '" + text + "'");
            }
            return result;
        }

        private boolean alternatives() throws BadLineException {
            boolean result = terms();
            while (skip("||")) {
                result |= terms();
            }
            return result;
        }

        private boolean terms() throws BadLineException {
            boolean result = term();
            while (skip("&&")) {
                result &= term();
            }
            return result;
        }

        private boolean term() throws BadLineException {
            int start = position;
            if (skip("!")) {
                return !term();
            }
            if (skip("(")) {
                boolean result = alternatives();
                if (!skip(")")) {
                    throw new BadLineException(
                            "expected ')' after conditional expression '" + text.substring(start) + "'");
                }
                return result;
            }
            boolean result = isNumberStart() ? number() : predicate();
            skipBlanks();
            return result;
        }

        private boolean isNumberStart() {
            int at = position;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            return at < text.length() && Character.digit(text.charAt(at), 10) >= 0;
        }

        private boolean number() {
            boolean result = false;
            position += text.charAt(position) == '-' || text.charAt(position) == '+' ? 1 : 0;
            while (position < text.length() && Character.digit(text.charAt(position), 10) >= 0) {
                result |= text.charAt(position) != '0';
                position++;
            }
            return result;
        }

        private boolean predicate() throws BadLineException {
            int start = position;
            while (position < text.length() && isNamePart(text.charAt(position))) {
                position++;
            }
            String name = text.substring(start, position);
            if (!Predicates.isKnown(name)) {
                throw new BadLineException("unparsable conditional expression '" + text.substring(start) + "'");
            }
            List<String> arguments = List.of("");
            if (position < text.length() && text.charAt(position) == '(') {
                ArgumentList list = ArgumentList.read(text, position + 1, name, Predicates.arity(name));
                arguments = list.arguments();
                position = list.end();
            }
            return Predicates.test(name, arguments, environment, features);
        }

        private boolean skip(String token) {
            skipBlanks();
            boolean found = text.startsWith(token, position);
            if (found) {
                position += token.length();
                skipBlanks();
            }
            return found;
        }

        private void skipBlanks() {
            while (position < text.length() && text.charAt(position) == ' ') {
                position++;
            }
        }
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
