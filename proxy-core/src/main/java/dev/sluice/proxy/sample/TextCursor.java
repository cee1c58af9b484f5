package dev.sluice.proxy.sample;

import java.util.List;

/** A place in the words of an expression. Confined to whoever compiles. */
final class TextCursor {
    private final List<String> words;
    private int word;
    private int at;

    TextCursor(List<String> words, int first, int offset) {
        this.words = words;
        this.word = first;
        this.at = offset;
    }

    boolean isAtEnd() {
        return word >= words.size() || at >= words.get(word).length();
    }

    /** The character here; 0 at the end of the word. */
    char peek() {
        return isAtEnd() ? 0 : words.get(word).charAt(at);
    }

    char next() {
        return words.get(word).charAt(at++);
    }

    void skip() {
        at++;
    }

    /** Takes a name: letters, digits, dots, dashes, plus signs and underscores. */
    String name() {
        int from = at;
        while (isNameCharacter(peek())) {
            at++;
        }
        return word < words.size() ? words.get(word).substring(from, at) : "";
    }

    static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '.'
                || c == '_'
                || c == '-'
                || c == '+';
    }

    /** What is left of the word. */
    String rest() {
        return word < words.size()
                ? words.get(word).substring(Math.min(at, words.get(word).length()))
                : "";
    }

    boolean hasNextWord() {
        return word + 1 < words.size();
    }

    String followingWord() {
        return words.get(word + 1);
    }

    void nextWord() {
        word++;
        at = 0;
    }

    /** The index of the word it stands in. */
    int word() {
        return word;
    }

    /** The offset in its word. */
    int offset() {
        return at;
    }
}
