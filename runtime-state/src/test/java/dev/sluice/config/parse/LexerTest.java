package dev.sluice.config.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LexerTest {
    private static final Environment ENVIRONMENT =
            Environment.of(Map.of("A", "one", "LIST", " x  y z ", "EMPTY", "", "_U1", "u"));

    private static List<String> split(String line) throws BadLineException {
        return Lexer.split(line, ENVIRONMENT, Map.of(".LINE", "7")).list();
    }

    private static String problem(String line) throws BadLineException {
        return Lexer.split(line, ENVIRONMENT, Map.of()).problem();
    }

    @Test
    void blanksSeparateWords() throws BadLineException {
        assertThat(split("  a\tb  \t c ")).containsExactly("a", "b", "c");
        assertThat(split("")).isEmpty();
        assertThat(split(" \t")).isEmpty();
        assertThat(split("a b\r")).containsExactly("a", "b");
    }

    @Test
    void aCommentEndsTheLineAlsoWithinAWord() throws BadLineException {
        assertThat(split("a b # c")).containsExactly("a", "b");
        assertThat(split("a b#c")).containsExactly("a", "b");
        assertThat(split("# a")).isEmpty();
        assertThat(split("a '#' \"#\" \\#")).containsExactly("a", "#", "#", "#");
    }

    @Test
    void quotesProtect() throws BadLineException {
        assertThat(split("'a b' \"c d\" e\" \"f")).containsExactly("a b", "c d", "e f");
        assertThat(split("'\"' \"'\"")).containsExactly("\"", "'");
        assertThat(split("a''b")).containsExactly("ab");
    }

    @Test
    void backslashesProtectButNotBetweenSingleQuotes() throws BadLineException {
        assertThat(split("a\\ b \\\\ \\\" \\' \\#")).containsExactly("a b", "\\", "\"", "'", "#");
        assertThat(split("\\t\\n\\r\\x41")).containsExactly("\t\n\rA");
        assertThat(split("'a\\ b' '\\x41'")).containsExactly("a\\ b", "\\x41");
        assertThat(split("\\d \\1")).containsExactly("\\d", "\\1");
        assertThat(split("\"\\$A\" \\$A")).containsExactly("$A", "\\$A");
    }

    @Test
    void variablesAreReplacedBetweenDoubleQuotesOnly() throws BadLineException {
        assertThat(split("\"$A\" \"${A}\" \"x${A}y\" $A '$A'")).containsExactly("one", "one", "xoney", "$A", "$A");
        assertThat(split("\"$A-b\" \"$_U1.x\"")).containsExactly("one-b", "u.x");
        assertThat(split("\"${NONE-a b}\" \"${A-z}\"")).containsExactly("a b", "one");
        assertThat(split("\"x$NONE\"")).containsExactly("x");
        assertThat(split("\"${.LINE}\"")).containsExactly("7");
    }

    @Test
    void aListIsReplacedByItsWords() throws BadLineException {
        assertThat(split("\"${LIST[*]}\"")).containsExactly("x", "y", "z");
        assertThat(split("a \"${NONE[*]}\" b")).containsExactly("a", "b");
        assertThat(split("\"${NONE[*]-p q}\"")).containsExactly("p", "q");
        assertThat(split("\"${LIST}\"")).containsExactly(" x  y z ");
    }

    @Test
    void anEmptyWordIsAProblemUnlessItsLineMayHaveIt() throws BadLineException {
        assertThat(problem("a \"\" b")).isEqualTo("argument number 1 is empty at position 3:\n  a \"\" b\n    ^");
        assertThat(problem("a \"$EMPTY\"")).startsWith("argument number 1 is empty at position 4:");
        assertThat(problem("a \"$NONE\"")).startsWith("argument number 1 is empty");
        assertThat(problem("a b")).isEmpty();
        assertThat(problem("w ".repeat(65))).isEqualTo("too many words: 65 (at most 64).");
        assertThat(problem("w ".repeat(64))).isEmpty();
    }

    @Test
    void mistakesAreShownInTheirPlace() {
        assertThatThrownBy(() -> split(" a \"b"))
                .isInstanceOf(BadLineException.class)
                .hasMessage("unmatched quote at position 4:\n   a \"b\n     ^");
        assertThatThrownBy(() -> split("a\\x4")).hasMessageStartingWith("truncated or invalid hexadecimal sequence");
        assertThatThrownBy(() -> split("\"${A\"")).hasMessageStartingWith("unmatched brace");
        assertThatThrownBy(() -> split("\"${1}\"")).hasMessageStartingWith("forbidden first char");
        assertThatThrownBy(() -> split("\"${A[x]}\"")).hasMessageStartingWith("truncated or invalid word expansion");
        assertThatThrownBy(() -> split("\"$.NONE\"")).hasMessageStartingWith("unknown pseudo-variable '.NONE'");
    }
}
