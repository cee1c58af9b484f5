package dev.sluice.proxy.check;

import dev.sluice.config.CheckStep.Pattern;
import dev.sluice.config.CheckStep.Way;
import dev.sluice.pattern.Regex;
import dev.sluice.proxy.sample.LogFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern, ready to compare.
 *
 * @param pattern what was said
 * @param regex the expression, where it is one
 * @param format what makes the text, where something does
 */
record Matching(
        Pattern pattern, @Nullable Regex regex, @Nullable LogFormat format) {
    /** Whether some text is as it should be; case counts unless the pattern is of names. */
    boolean matches(byte[] text, CheckContext context, boolean lower) {
        if (regex != null) {
            return regex.matches(text, 0, text.length);
        }
        byte[] with = text(context);
        byte[] wanted = lower ? Bytes.of(new String(with, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)) : with;
        if (pattern.way() == Way.FOUND) {
            return true;
        }
        if (wanted.length > text.length) {
            return false;
        }
        return switch (pattern.way()) {
            case EQUAL -> Arrays.equals(text, wanted);
            case BEGIN -> Arrays.equals(text, 0, wanted.length, wanted, 0, wanted.length);
            case END -> Arrays.equals(text, text.length - wanted.length, text.length, wanted, 0, wanted.length);
            case PART -> Bytes.contains(text, wanted);
            case REGEX, FOUND -> true;
        };
    }

    /** What to compare with now. */
    byte[] text(CheckContext context) {
        return format == null ? Bytes.of(pattern.text()) : context.bytes(format);
    }
}
