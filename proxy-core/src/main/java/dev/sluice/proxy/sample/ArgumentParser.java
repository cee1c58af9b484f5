package dev.sluice.proxy.sample;

import java.util.ArrayList;
import java.util.List;

/** Reads what stands between parentheses (manual section 2.2). */
final class ArgumentParser {
    private ArgumentParser() {}

    /** The arguments as text; the cursor stands on the parenthesis, and behind the closing one afterwards. */
    static List<String> read(TextCursor cursor, String owner) throws SampleException {
        cursor.skip();
        List<String> arguments = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean written = false;
        char quote = 0;
        while (true) {
            if (cursor.isAtEnd()) {
                throw new SampleException(owner + " : expected ')'");
            }
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
                break;
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
        return arguments;
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
