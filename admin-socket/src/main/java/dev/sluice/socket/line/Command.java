package dev.sluice.socket.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One command of a line as it came: bytes whose escapes still stand. Immutable. */
public final class Command {
    /** Words that a command can have, its keyword included (HAProxy's {@code MAX_CLI_ARGS}). */
    public static final int WORDS_MAX = 64;

    private final byte[] raw;

    Command(byte[] line, int from, int to) {
        this.raw = Arrays.copyOfRange(line, from, to);
    }

    private Command(byte[] raw) {
        this.raw = raw;
    }

    /** The command that a text is. */
    public static Command of(String text) {
        return new Command(WireText.encode(text));
    }

    /** As it came. */
    public String text() {
        return WireText.decode(raw);
    }

    /** Its words: divided by spaces and tabs, a backslash making the next byte an ordinary one. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < raw.length) {
            if (isBlank(raw[at])) {
                at++;
                continue;
            }
            int begin = at;
            boolean escaped = false;
            while (at < raw.length && !isBlank(raw[at])) {
                boolean escape = raw[at] == '\\' && at + 1 < raw.length;
                escaped |= escape;
                at += escape ? 2 : 1;
            }
            words.add(escaped ? unescaped(begin, at) : WireText.decode(raw, begin, at - begin));
        }
        return words;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private String unescaped(int from, int to) {
        byte[] word = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (raw[i] == '\\' && i + 1 < to) {
                i++;
            }
            word[length++] = raw[i];
        }
        return WireText.decode(word, 0, length);
    }

    @Override
    public String toString() {
        return text();
    }
}
