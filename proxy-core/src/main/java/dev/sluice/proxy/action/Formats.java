package dev.sluice.proxy.action;

import dev.sluice.pattern.PatternException;
import dev.sluice.pattern.Regex;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.TextOutput;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Texts made of formats and of what regular expressions found. */
final class Formats {
    private static final int CODE_DIGITS = 2;

    private Formats() {}

    /** What a format says now. */
    static byte[] bytes(LogFormat format, Transaction transaction) {
        return write(format, transaction).copy();
    }

    /** What a format says now, one character for each byte. */
    static String text(LogFormat format, Transaction transaction) {
        TextOutput text = write(format, transaction);
        return new String(text.bytes(), 0, text.length(), StandardCharsets.ISO_8859_1);
    }

    /** What a format says now, until the next one is asked. */
    static TextOutput write(LogFormat format, Transaction transaction) {
        TextOutput text = transaction.text().clear();
        SampleContext context = transaction.samples();
        format.append(context, transaction.sample(), text);
        return text;
    }

    /** A regular expression. */
    static Regex regex(String text, boolean ignoreCase) throws SampleException {
        try {
            return Regex.compile(text, ignoreCase);
        } catch (PatternException e) {
            throw new SampleException(e.text());
        }
    }

    /** Where it is found in a text of one character for each byte; null where it is not, or only with too much work. */
    static @Nullable Matcher find(Regex regex, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return regex.find(bytes, 0, bytes.length);
    }

    /** A template with what was found in the places of {@code \0} to {@code \9}, and {@code \xHH} for a character. */
    static String expand(String template, Matcher found) {
        StringBuilder made = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at++);
            if (c != '\\' || at == template.length()) {
                made.append(c);
                continue;
            }
            char escaped = template.charAt(at++);
            if (escaped >= '0' && escaped <= '9') {
                int group = escaped - '0';
                String text = group <= found.groupCount() ? found.group(group) : null;
                made.append(text == null ? "" : text);
            } else if (escaped == 'x' && isHex(template, at)) {
                made.append((char) Integer.parseInt(template.substring(at, at + CODE_DIGITS), 16));
                at += CODE_DIGITS;
            } else {
                made.append(escaped);
            }
        }
        return made.toString();
    }

    private static boolean isHex(String text, int at) {
        return at + CODE_DIGITS <= text.length()
                && Character.digit(text.charAt(at), 16) >= 0
                && Character.digit(text.charAt(at + 1), 16) >= 0;
    }
}
