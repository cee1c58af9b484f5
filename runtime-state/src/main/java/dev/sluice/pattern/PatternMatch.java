package dev.sluice.pattern;

import java.util.Arrays;
import java.util.Optional;

/** How a value is compared with patterns ({@code -m}, and the middle of a map converter's name). */
public enum PatternMatch {
    /** Whether there is a value at all. */
    FOUND("found"),
    /** Whether a number is not 0. */
    BOOL("bool"),
    /** A number or a range of numbers. */
    INT("int"),
    /** An address or a network. */
    IP("ip"),
    /** Bytes, written as hexadecimal digits. */
    BIN("bin"),
    /** The length of a text. */
    LEN("len"),
    /** The whole text. */
    STR("str"),
    /** How the text begins. */
    BEG("beg"),
    /** What the text contains. */
    SUB("sub"),
    /** A part of the text between slashes. */
    DIR("dir"),
    /** A part of the text between dots. */
    DOM("dom"),
    /** How the text ends. */
    END("end"),
    /** A regular expression. */
    REG("reg");

    private final String word;

    PatternMatch(String word) {
        this.word = word;
    }

    /** The word that says it. */
    public String word() {
        return word;
    }

    /** The one with a word. */
    public static Optional<PatternMatch> of(String word) {
        return Arrays.stream(values()).filter(match -> match.word.equals(word)).findFirst();
    }

    /** Whether texts are compared, as bytes. */
    boolean isText() {
        return ordinal() >= STR.ordinal() && this != REG;
    }
}
