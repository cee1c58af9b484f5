package dev.sluice.pattern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A file with an entry on each line, as read from disk.
 *
 * @param path the name without what says how to take it
 * @param content its bytes; none for a file that need not be there
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
record PatternFile(String path, byte[] content) {
    /** Takes an entry. */
    @FunctionalInterface
    interface Entries {
        void entry(int line, byte[] key, byte[] value) throws PatternException;
    }

    /**
     * Reads a file: {@code opt@} takes one that is not there for empty, {@code virt@} never looks for one, {@code file@} is what
     * nothing says as well. {@code paths} says of a name where the file is.
     */
    static PatternFile read(String name, UnaryOperator<String> paths) throws PatternException {
        String path = path(name);
        if (name.startsWith("virt@")) {
            return new PatternFile(path, Texts.EMPTY);
        }
        boolean optional = name.startsWith("opt@");
        try {
            return new PatternFile(path, Files.readAllBytes(Path.of(paths.apply(path))));
        } catch (NoSuchFileException e) {
            if (optional) {
                return new PatternFile(path, Texts.EMPTY);
            }
            throw new PatternException("failed to open pattern file <" + path + ">");
        } catch (IOException e) {
            throw new PatternException("failed to open pattern file <" + path + ">: " + e.getMessage());
        }
    }

    /** The name by which commands know a file. */
    static String path(String name) {
        return name.startsWith("opt@") ? name.substring(4) : name.startsWith("file@") ? name.substring(5) : name;
    }

    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Calls {@code each} for every line that is neither empty nor a comment. A map's lines have a value behind the first blank. */
    void forEach(boolean withValues, Entries each) throws PatternException {
        int line = 0;
        int start = 0;
        while (start < content.length) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            line++;
            line(line, start, end > start && content[end - 1] == '\r' ? end - 1 : end, withValues, each);
            start = end + 1;
        }
    }

    private void line(int line, int start, int end, boolean withValues, Entries each) throws PatternException {
        int from = skipBlanks(start, end);
        if (content.length == 0 || from == end || content[start] == '#') {
            return;
        }
        if (!withValues) {
            each.entry(line, Arrays.copyOfRange(content, from, end), Texts.EMPTY);
            return;
        }
        int keyEnd = from;
        while (keyEnd < end && !isBlank(content[keyEnd])) {
            keyEnd++;
        }
        int valueStart = skipBlanks(keyEnd, end);
        int valueEnd = end;
        while (valueEnd > valueStart && isBlank(content[valueEnd - 1])) {
            valueEnd--;
        }
        byte[] value = valueStart == valueEnd ? Texts.EMPTY : Arrays.copyOfRange(content, valueStart, valueEnd);
        each.entry(line, Arrays.copyOfRange(content, from, keyEnd), value);
    }

    private int skipBlanks(int from, int end) {
        int at = from;
        while (at < end && isBlank(content[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
