package dev.sluice.config.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Arguments between parentheses, as predicates and criteria have them: separated by commas, with quotes and backslashes of their own,
 * since those of the line are gone by then.
 *
 * @param arguments at least one, which may be empty
 * @param end the position behind the closing parenthesis
 */
record ArgumentList(List<String> arguments, int end) {
    /** Reads at most {@code most} arguments of {@code owner} from {@code start}, the position behind the opening parenthesis. */
    static ArgumentList read(String text, int start, String owner, int most) throws BadLineException {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        char quote = 0;
        int at = start;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean escape = c == '\\' && quote != '\'' && at + 1 < text.length() && isSpecial(text.charAt(at + 1));
            if (escape) {
                argument.append(text.charAt(++at));
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote == 0 && c == ')') {
                break;
            } else if (quote == 0 && c == ',' && arguments.size() + 1 < most) {
                arguments.add(argument.toString());
                argument.setLength(0);
            } else if (quote == 0 && c == ',') {
                throw new BadLineException("expected ')' before '" + text.substring(at) + "': '" + owner + "' takes "
                        + most + " argument" + (most == 1 ? "" : "s"));
            } else {
                argument.append(c);
            }
        }
        if (at == text.length()) {
            throw new BadLineException("missing ')' after the arguments of '" + owner + "'");
        }
        arguments.add(argument.toString());
        return new ArgumentList(List.copyOf(arguments), at + 1);
    }

    private static boolean isSpecial(char c) {
        return c == '\\' || c == '"' || c == '\'' || c == ' ';
    }
}
