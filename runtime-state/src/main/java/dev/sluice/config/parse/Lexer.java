package dev.sluice.config.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits one line into words (manual section 2.2 and 2.3): blanks separate, quotes and backslashes protect, {@code #} starts a
 * comment, and variables are replaced between double quotes.
 */
final class Lexer {
    /** As in HAProxy; a line with more is a mistake, most often a variable that was expanded into words. */
    static final int WORDS_MAX = 64;

    private static final String NO_BRACE = "unmatched brace in environment variable name";

    private final String line;
    private final Environment environment;
    private final Map<String, String> pseudoVariables;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int wordStart;
    private int emptyWordAt = -1;
    private int emptyWordNumber;
    /** The quote that is open, or 0. */
    private char quote;

    private int quoteAt;
    /** Whether nothing but the expansion of a list stood between the quotes so far, so that they make no word of themselves. */
    private boolean quotesDropped;

    private int position;

    private Lexer(String line, Environment environment, Map<String, String> pseudoVariables) {
        this.line = line;
        this.environment = environment;
        this.pseudoVariables = pseudoVariables;
    }

    /** The words of {@code line}; {@code pseudoVariables} are those whose names start with a dot. */
    static Words split(String line, Environment environment, Map<String, String> pseudoVariables)
            throws BadLineException {
        Lexer lexer = new Lexer(line, environment, pseudoVariables);
        lexer.readAll();
        return new Words(List.copyOf(lexer.words), lexer.problem());
    }

    private void readAll() throws BadLineException {
        while (position < line.length() && read(line.charAt(position))) {
            // Each turn consumes what it reads.
        }
        if (quote != 0) {
            throw bad("unmatched quote", quoteAt);
        }
        endWord();
    }

    private String problem() {
        if (emptyWordAt >= 0) {
            return shown("argument number " + emptyWordNumber + " is empty", emptyWordAt);
        }
        return words.size() > WORDS_MAX ? "too many words: " + words.size() + " (at most " + WORDS_MAX + ")." : "";
    }

    /** Reads on from {@code c}; false at a comment or at the end of the line. */
    private boolean read(char c) throws BadLineException {
        if (c == '\n' || c == '\r' || c == 0 || (c == '#' && quote == 0)) {
            return false;
        }
        if (c == quote || (quote == 0 && (c == '"' || c == '\''))) {
            readQuote(c);
        } else if (c == '\\' && quote != '\'') {
            readEscape();
        } else if (isBlank(c) && quote == 0) {
            endWord();
            position++;
        } else if (c == '$' && quote == '"') {
            readVariable();
        } else {
            emit(c);
            position++;
        }
        return true;
    }

    private void readQuote(char c) {
        if (quote == 0) {
            quote = c;
            quoteAt = position;
            quotesDropped = false;
        } else {
            quote = 0;
            if (!quotesDropped) {
                startWord(quoteAt);
            }
        }
        position++;
    }

    private void readEscape() throws BadLineException {
        char next = position + 1 < line.length() ? line.charAt(position + 1) : 0;
        int length = 2;
        char sent;
        switch (next) {
            case ' ', '\\', '#', '\'', '"' -> sent = next;
            case 't' -> sent = '\t';
            case 'n' -> sent = '\n';
            case 'r' -> sent = '\r';
            case 'x' -> {
                sent = hex();
                length = 4;
            }
            default -> {
                boolean dollar = next == '$' && quote == '"';
                sent = dollar ? next : '\\';
                length = dollar ? 2 : 1;
            }
        }
        emit(sent);
        position += length;
    }

    private char hex() throws BadLineException {
        int high = position + 2 < line.length() ? Character.digit(line.charAt(position + 2), 16) : -1;
        int low = position + 3 < line.length() ? Character.digit(line.charAt(position + 3), 16) : -1;
        if (high < 0 || low < 0) {
            throw bad("truncated or invalid hexadecimal sequence", position);
        }
        return (char) (high * 16 + low);
    }

    private void readVariable() throws BadLineException {
        int at = position++;
        boolean braces = current() == '{';
        if (braces) {
            position++;
        }
        String name = readName();
        boolean asWords = braces && current() == '[';
        if (asWords) {
            if (!line.startsWith("[*]", position)) {
                throw bad("truncated or invalid word expansion sequence", position);
            }
            position += 3;
        }
        @Nullable String value = valueOf(name);
        if (braces) {
            value = readDefault(value, at + 1);
        }
        expand(value, asWords, at);
    }

    private String readName() throws BadLineException {
        int start = position;
        if (!isLetter(current()) && current() != '_' && current() != '.') {
            throw bad("forbidden first char in environment variable name", position);
        }
        position++;
        while (isLetter(current()) || current() == '_' || (current() >= '0' && current() <= '9')) {
            position++;
        }
        String name = line.substring(start, position);
        if (name.startsWith(".") && !pseudoVariables.containsKey(name)) {
            throw bad("unknown pseudo-variable '" + name + "'", start);
        }
        return name;
    }

    private @Nullable String valueOf(String name) {
        return name.startsWith(".") ? pseudoVariables.get(name) : environment.get(name);
    }

    private @Nullable String readDefault(@Nullable String value, int braceAt) throws BadLineException {
        int close = line.indexOf('}', position);
        boolean hasDefault = current() == '-';
        if (close < 0 || (!hasDefault && close != position)) {
            throw bad(NO_BRACE, braceAt);
        }
        String fallback = hasDefault ? line.substring(position + 1, close) : "";
        position = close + 1;
        return value == null && hasDefault ? fallback : value;
    }

    private void expand(@Nullable String value, boolean asWords, int at) {
        if (!asWords) {
            startWord(at);
            word.append(value == null ? "" : value);
            return;
        }
        quotesDropped = true;
        for (char c : (value == null ? "" : value).toCharArray()) {
            if (isBlank(c)) {
                endWord();
            } else {
                emit(c);
            }
        }
    }

    private void emit(char c) {
        startWord(position);
        word.append(c);
    }

    private void startWord(int at) {
        if (!inWord) {
            inWord = true;
            wordStart = at;
        }
    }

    private void endWord() {
        if (!inWord) {
            return;
        }
        if (word.isEmpty() && emptyWordAt < 0) {
            emptyWordAt = wordStart;
            emptyWordNumber = words.size();
        }
        words.add(word.toString());
        word.setLength(0);
        inWord = false;
    }

    private char current() {
        return position < line.length() ? line.charAt(position) : 0;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private BadLineException bad(String text, int at) {
        return new BadLineException(shown(text, at));
    }

    /** The message with the line under it, and a mark below the place. */
    private String shown(String text, int at) {
        String plain = line.replaceAll("\\p{Cntrl}", " ").stripTrailing();
        return text + " at position " + (at + 1) + ":\n  " + plain + "\n  " + " ".repeat(at) + "^";
    }

    /**
     * The words of a line.
     *
     * @param list the words; of a good line none is empty
     * @param problem why a line of a section cannot have these words; empty when it can
     */
    record Words(List<String> list, String problem) {}
}
