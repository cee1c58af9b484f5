package dev.sluice.socket.line;

import java.io.ByteArrayOutputStream;
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
        ByteArrayOutputStream word = new ByteArrayOutputStream(raw.length);
        boolean inWord = false;
        for (int i = 0; i < raw.length; i++) {
            byte b = raw[i];
            if (b == ' ' || b == '\t') {
                if (inWord) {
                    words.add(WireText.decode(word.toByteArray()));
                    word.reset();
                    inWord = false;
                }
                continue;
            }
            inWord = true;
            if (b == '\\' && i + 1 < raw.length) {
                i++;
            }
            word.write(raw[i]);
        }
        if (inWord) {
            words.add(WireText.decode(word.toByteArray()));
        }
        return words;
    }

    @Override
    public String toString() {
        return text();
    }
}
