package dev.sluice.proxy.check;

import dev.sluice.config.CheckSpec.StatusRange;
import dev.sluice.config.CheckStep.Expect;
import dev.sluice.config.CheckStep.Subject;
import dev.sluice.config.CheckStep.Way;
import dev.sluice.proxy.http.HeadParser;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.LogFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer is to be, ready to be compared.
 *
 * @param expect what was said
 * @param pattern what to compare with
 * @param name of header fields, the names that count
 * @param ranges of a status, the numbers
 * @param onSuccess what to tell of success; null for the usual
 * @param onError what to tell of failure; null for the usual
 * @param code what makes the code; null for the usual
 */
record Expectation(
        Expect expect,
        Matching pattern,
        @Nullable Matching name,
        List<StatusRange> ranges,
        @Nullable LogFormat onSuccess,
        @Nullable LogFormat onError,
        @Nullable Expression code) {
    /** What comes of looking at an answer. */
    enum Found {
        YES,
        NO,
        /** More of it is needed. */
        MORE,
        /** It is none at all. */
        BROKEN,
        /** It has no body to look at. */
        EMPTY
    }

    String comment() {
        return expect.comment();
    }

    /** Looks at what there is. */
    Found look(Answer answer, CheckContext context) {
        return switch (expect.subject()) {
            case TEXT, BINARY -> bytes(answer, context);
            case STATUS, HEADER, BODY -> response(answer, context);
        };
    }

    private Found bytes(Answer answer, CheckContext context) {
        byte[] received = answer.bytes();
        boolean last = answer.isFinal();
        if (!last && (received.length == 0 || received.length < expect.least())) {
            return Found.MORE;
        }
        if (received.length == 0) {
            return Found.EMPTY;
        }
        boolean binary = expect.subject() == Subject.BINARY;
        boolean regex = expect.pattern().way() == Way.REGEX;
        byte[] text = binary && regex ? Bytes.toHex(received) : received;
        if (!last && !regex && received.length < shortest(binary, context)) {
            return Found.MORE;
        }
        boolean matches = binary && !regex
                ? Bytes.contains(received, Bytes.ofHex(pattern.text(context)))
                : pattern.matches(text, context, false);
        // What is not there may still come, whether it is hoped for or feared.
        return matches || last || expect.prompt() ? found(matches) : Found.MORE;
    }

    /** In fewer bytes an exact pattern cannot be. */
    private int shortest(boolean binary, CheckContext context) {
        int length = pattern.text(context).length;
        return binary ? length / 2 : length;
    }

    private Found response(Answer answer, CheckContext context) {
        int head = answer.head();
        if (head != HeadParser.DONE) {
            return head == HeadParser.BAD || answer.isFinal() ? Found.BROKEN : Found.MORE;
        }
        return switch (expect.subject()) {
            case STATUS -> found(status(answer, context));
            case HEADER -> found(header(answer, context));
            case BODY, TEXT, BINARY -> body(answer, context);
        };
    }

    private boolean status(Answer answer, CheckContext context) {
        if (ranges.isEmpty()) {
            return pattern.matches(Bytes.of(String.valueOf(answer.status())), context, false);
        }
        int status = answer.status();
        return ranges.stream().anyMatch(range -> status >= range.low() && status <= range.high());
    }

    private boolean header(Answer answer, CheckContext context) {
        Matching names = name;
        for (int i = 0; i < answer.fields(); i++) {
            if (names != null
                    && names.matches(Bytes.of(answer.nameOf(i)), context, true)
                    && value(answer, i, context)) {
                return true;
            }
        }
        return false;
    }

    private boolean value(Answer answer, int field, CheckContext context) {
        if (pattern.pattern().way() == Way.FOUND) {
            return true;
        }
        String value = answer.valueOf(field);
        if (expect.whole()) {
            return pattern.matches(Bytes.of(value), context, false);
        }
        for (String part : value.split(",", -1)) {
            if (pattern.matches(Bytes.of(part.strip()), context, false)) {
                return true;
            }
        }
        return false;
    }

    private Found body(Answer answer, CheckContext context) {
        byte[] body = answer.body();
        boolean whole = answer.isWhole();
        if (!whole && body.length < expect.least()) {
            return Found.MORE;
        }
        boolean matches = body.length > 0 && pattern.matches(body, context, false);
        if (matches) {
            return found(true);
        }
        if (!whole && !(expect.prompt() && body.length > 0)) {
            return Found.MORE;
        }
        return body.length == 0 ? Found.EMPTY : found(false);
    }

    private Found found(boolean matches) {
        return matches != expect.negated() ? Found.YES : Found.NO;
    }

    /** What a failure is told as where nobody said. */
    String mismatch(Found found, int number) {
        if (expect.subject() == Subject.BODY) {
            return found == Found.EMPTY
                    ? "HTTP content check could not find a response body"
                    : expect.negated() ? "HTTP check matched unwanted content" : "HTTP content check did not match";
        }
        if (found == Found.EMPTY) {
            return "TCPCHK got an empty response at step " + number;
        }
        return (expect.negated() ? "TCPCHK matched unwanted content" : "TCPCHK did not match content") + content()
                + " at step " + number;
    }

    private String content() {
        if (expect.subject() == Subject.STATUS) {
            return ranges.isEmpty() ? "(status regex)" : "(status codes)";
        }
        return switch (form()) {
            case "string" -> " '" + expect.pattern().text() + "'";
            default -> " (" + form() + ")";
        };
    }

    /** How the expectation is named where it was waited for in vain. */
    String named() {
        return form().equals("string") ? "expect string '" + expect.pattern().text() + "'" : "expect " + form();
    }

    private String form() {
        boolean binary = expect.subject() == Subject.BINARY;
        if (expect.pattern().format()) {
            return binary ? "log-format binary" : "log-format string";
        }
        if (expect.pattern().way() == Way.REGEX) {
            return binary ? "binary regex" : "regex";
        }
        return binary ? "binary" : "string";
    }

    /** A text without what a line of a log cannot hold. */
    static String line(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).replaceAll("[\\x00-\\x1F]+$", "");
    }
}
