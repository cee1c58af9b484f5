package dev.sluice.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A case of the corpus of hostile messages. Its file has paragraphs of lines, each a word of up to eight letters and what it says:
 *
 * <ul>
 *   <li>{@code case}: the name; {@code rule}: the clause that it breaks, or that says what becomes of it; {@code note}: where HAProxy differs
 *   <li>{@code with relaxed}: the options that accept unsafe violations are on
 *   <li>{@code send} and {@code gets}: what the client says, and what of it reaches the server; nothing where that is missing
 *   <li>{@code asks}, {@code reply} and {@code passes}: what the client asks, what the server says, and what of it reaches the client
 *   <li>{@code refused}: the status of the program's own answer
 *   <li>{@code then open}: the next request on the same connection is answered; {@code then closed}: it is not
 *   <li>{@code ends}: the client says nothing more
 * </ul>
 *
 * <p>Bytes go on in lines that begin with blanks. They are written as Java writes them, with {@code \x41} for a byte and {@code \{3*ab}}
 * for {@code ababab}.
 */
record MessageCase(String file, Map<String, String> words) {
    private static final int COLUMN = 9;
    private static final String ASK = "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n";

    /** All cases of a file. */
    static List<MessageCase> all(String file) {
        List<MessageCase> cases = new ArrayList<>();
        Map<String, String> words = new HashMap<>();
        String word = "";
        for (String line : (read(file) + "\n").split("\n", -1)) {
            if (line.isEmpty() && !words.isEmpty()) {
                cases.add(new MessageCase(file, words));
                words = new HashMap<>();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                word = line.startsWith(" ") ? word : line.substring(0, COLUMN).strip();
                words.merge(word, line.substring(COLUMN), String::concat);
            }
        }
        return cases;
    }

    private static String read(String file) {
        try (InputStream in = MessageCase.class.getResourceAsStream("messages/" + file + ".txt")) {
            if (in == null) {
                throw new IllegalArgumentException("no file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isResponse() {
        return words.containsKey("reply");
    }

    boolean isRelaxed() {
        return words.containsKey("with");
    }

    boolean ends() {
        return words.containsKey("ends");
    }

    boolean goesOn() {
        return text("then").equals("open");
    }

    /** The status of the refusal, or empty. */
    String refused() {
        return words.getOrDefault("refused", "");
    }

    String text(String word) {
        return words.getOrDefault(word, "");
    }

    byte[] bytes(String word) {
        return unescaped(word.equals("asks") ? words.getOrDefault(word, ASK) : text(word));
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\') {
                out.write(c);
                continue;
            }
            char kind = text.charAt(at++);
            if (kind == 'x') {
                out.write(Integer.parseInt(text.substring(at, at + 2), 16));
                at += 2;
            } else if (kind == '{') {
                int star = text.indexOf('*', at);
                int end = text.indexOf('}', star);
                byte[] piece = unescaped(text.substring(star + 1, end));
                for (int i = Integer.parseInt(text.substring(at, star)); i > 0; i--) {
                    out.writeBytes(piece);
                }
                at = end + 1;
            } else {
                out.write(single(kind));
            }
        }
        return out.toByteArray();
    }

    private static int single(char kind) {
        return switch (kind) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> 0;
            case '\\' -> '\\';
            default -> throw new IllegalArgumentException("escape " + kind);
        };
    }

    @Override
    public String toString() {
        return file + ": " + text("case");
    }
}
