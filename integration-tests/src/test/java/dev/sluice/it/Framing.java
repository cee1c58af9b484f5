package dev.sluice.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes what clients write byte by byte: lines of several commands, escapes, payloads with all kinds of end patterns, lines that are too long or
 * never end, changes of mode in the middle. What it makes changes nothing that a later reply would show.
 */
final class Framing {
    private static final List<String> COMMANDS = List.of(
            "",
            "echo a",
            "echo b  c",
            "echo a\\;b",
            "echo a\\ b",
            "echo \\\\",
            "echo 'q;x' \"x y\"",
            "\\echo x",
            "echo " + "w ".repeat(61),
            "echo " + "y".repeat(3000),
            "show cli level",
            "show env SLUICE_DIFFERENTIAL",
            "show map nope",
            "get weight be1/s1",
            "get map {{map}} one.test",
            "set weight be1/s1 10",
            "set server be1/s2 weight 20",
            "set server be1/s2 state ready",
            "enable server be1/s1",
            "add map nope k v",
            "set map nope k v",
            "show servers state be1",
            "nonsense",
            "set severity-output number",
            "set severity-output none",
            "operator",
            "user",
            "expert-mode on",
            "expert-mode",
            "prompt",
            "prompt i",
            "prompt n",
            "prompt p",
            "prompt i p",
            "prompt timed n",
            "quit");
    private static final List<String> PATTERNS =
            List.of("", "", "E", "%", "EOF", "<<", "x".repeat(64), "x".repeat(65), "a;b", "\\", "-");
    private static final List<String> PAYLOADS =
            List.of("a b\n", "k v\n", "x\n", "E\n", " \n", ";\n", "echo a\n", "\\\n");
    private static final List<String> MARKS = List.of(" <<", "<<", " <<", " \t<<", "\\ <<", ";<<", "; <<");
    private static final List<String> ODD_BYTES = List.of("\t", "\u00e9", "\u0001", "\\\n", "\\\0");

    private final Random random;

    Framing(long seed) {
        random = new Random(seed);
    }

    /** All that one client writes before it ends its side. */
    String next() {
        StringBuilder text = new StringBuilder(pick(List.of("", "prompt i\n", "prompt\n", "prompt i;")));
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            text.append(line());
        }
        return oneIn(6) ? text.substring(0, random.nextInt(text.length() + 1)) : text.toString();
    }

    /** The same in pieces. */
    List<String> cut(String text) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > 1 && !oneIn(5)) {
            int at = 1 + random.nextInt(rest.length() - 1);
            pieces.add(rest.substring(0, at));
            rest = rest.substring(at);
        }
        pieces.add(rest);
        return pieces;
    }

    private String line() {
        StringBuilder line = new StringBuilder(pick(COMMANDS));
        while (oneIn(3)) {
            line.append(pick(List.of(";", " ; ", "; ", ";;"))).append(pick(COMMANDS));
        }
        if (oneIn(8)) {
            String pattern = pick(PATTERNS);
            line.append(pick(MARKS)).append(pattern).append('\n');
            for (int i = random.nextInt(4); i > 0; i--) {
                line.append(pick(PAYLOADS));
            }
            line.append(oneIn(7) ? "" : pattern);
        }
        if (oneIn(20)) {
            // The longest that is a line, and longer ones. Of just 16,384 bytes HAProxy 3.5-dev5 says no end of words,
            // and it holds a
            // payload in the same buffer.
            int longest = Math.max(0, 16_383 - line.length() - 1);
            int blanks = pick(line.indexOf("<<") < 0 ? List.of(1, 3, 16_000, longest, 17_000) : List.of(1, 3, 8000));
            line.insert(0, " ".repeat(blanks));
        } else if (oneIn(20)) {
            line.insert(0, pick(ODD_BYTES));
        } else if (oneIn(30)) {
            line.append("\0x");
        }
        return line.append("\n").toString();
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
