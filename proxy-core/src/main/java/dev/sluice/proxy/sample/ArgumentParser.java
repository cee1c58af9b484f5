package dev.sluice.proxy.sample;

import java.util.ArrayList;
import java.util.List;

/** Reads what stands between parentheses (manual section 2.2). */
final class ArgumentParser {
    private ArgumentParser() {}

    /**
     * What stands in the parentheses.
     *
     * @param texts each argument
     * @param closed whether there is a closing parenthesis
     */
    record Found(List<String> texts, boolean closed) {
        /** Where there are no parentheses. */
        static final Found NONE = new Found(List.of(), true);
    }

    /** The arguments as text; the cursor stands on the parenthesis, and behind the closing one, or at the end, afterwards. */
    static Found read(TextCursor cursor) {
        cursor.skip();
        List<String> arguments = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean written = false;
        boolean closed = false;
        char quote = 0;
        while (!closed && !cursor.isAtEnd()) {
            char c = cursor.next();
            if (c == '\\' && quote != '\'' && !cursor.isAtEnd()) {
                text.append(escaped(cursor));
                written = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                written = true;
            } else if (quote == 0 && c == ')') {
                closed = true;
            } else if (quote == 0 && c == ',') {
                arguments.add(text.toString());
                text.setLength(0);
                written = true;
            } else {
                text.append(c);
                written = true;
            }
        }
        if (written) {
            arguments.add(text.toString());
        }
        return new Found(arguments, closed);
    }

    private static String escaped(TextCursor cursor) {
        char c = cursor.next();
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '\\', '"', '\'', ' ', '#', '$', ',', '(', ')' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }
}
