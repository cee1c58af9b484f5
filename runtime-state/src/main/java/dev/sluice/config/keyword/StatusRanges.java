package dev.sluice.config.keyword;

import dev.sluice.config.Setting;
import dev.sluice.config.StatusCodes;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword.Handler;
import dev.sluice.config.parse.Line;

/** Status codes in ranges: {@code 400,402-444} are these, {@code +500} these too, {@code -404} all but that. */
final class StatusRanges {
    private static final int NO_NUMBER = -1;
    /** Digits beyond which a number is none that anybody means. */
    private static final int DIGITS_MAX = 6;

    private final Line line;
    private final String text;
    private int at;

    private StatusRanges(Line line, String text) {
        this.line = line;
        this.text = text;
    }

    static Handler of(Setting<StatusCodes> setting) {
        return line -> {
            if (!line.hasNext()) {
                throw line.bad("Missing status codes range for '" + line.keyword() + "'.");
            }
            StatusCodes codes = line.get(setting);
            while (line.hasNext()) {
                codes = new StatusRanges(line, line.next("a range")).applied(codes);
            }
            line.set(setting, codes);
        };
    }

    private StatusCodes applied(StatusCodes before) throws BadLineException {
        boolean less = text.startsWith("-");
        boolean more = text.startsWith("+");
        at = less || more ? 1 : 0;
        StatusCodes codes = less || more ? before : StatusCodes.NONE;
        while (true) {
            int low = number();
            int high = low;
            if (at < text.length() && text.charAt(at) == '-') {
                at++;
                high = number();
            }
            if (low < StatusCodes.LOWEST || high > StatusCodes.HIGHEST || high < low) {
                throw line.bad("Invalid status codes range '" + text + "' in '" + line.keyword() + "'.");
            }
            codes = less ? codes.without(low, high) : codes.with(low, high);
            if (at == text.length()) {
                return codes;
            }
            if (text.charAt(at++) != ',') {
                throw misplaced(at - 1);
            }
        }
    }

    private int number() throws BadLineException {
        int from = at;
        int value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = at - from >= DIGITS_MAX ? NO_NUMBER : value * 10 + text.charAt(at) - '0';
            at++;
        }
        if (at == from) {
            throw misplaced(at);
        }
        return value;
    }

    private BadLineException misplaced(int position) {
        return line.bad("Invalid status codes range '" + text + "' in '" + line.keyword() + "' at position " + position
                + ". Ranges must be in the form [+-]{low[-{high}]}[,...].");
    }
}
