package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.REGEX;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.pattern.PatternException;
import dev.sluice.pattern.Regex;
import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;

/** Parts of what HTTP sends about: hosts, ports, parameters; replacement by regular expressions; JSON. */
final class WebConverters {
    static final List<Converter> ALL = List.of(
            Converter.of("host_only", SampleType.STR, SampleType.STR, "a Host without its port", (context, sample) -> {
                int end = portMark(sample);
                return sample.slice(0, end < 0 ? sample.length() : end);
            }),
            Converter.of(
                    "port_only",
                    SampleType.STR,
                    SampleType.SINT,
                    "the port of a Host; 0 for none",
                    (context, sample) -> {
                        int mark = portMark(sample);
                        long port = 0;
                        for (int i = mark + 1; mark >= 0 && i < sample.length(); i++) {
                            port = port * 10 + Character.digit(sample.at(i), 10);
                        }
                        return sample.integer(port);
                    }),
            Converter.of(
                    "param",
                    Signature.of(1, STRING, STRING),
                    SampleType.STR,
                    SampleType.STR,
                    "the value of a parameter",
                    WebConverters::param),
            Converter.of(
                    "regsub",
                    Signature.of(2, REGEX, STRING, STRING),
                    SampleType.STR,
                    SampleType.STR,
                    "with what an expression finds replaced",
                    WebConverters::regsub));

    private WebConverters() {}

    /** Where the colon in front of a port stands; -1 for none. */
    private static int portMark(Sample sample) {
        int at = sample.length() - 1;
        while (at >= 0 && sample.at(at) >= '0' && sample.at(at) <= '9') {
            at--;
        }
        return at >= 0 && sample.at(at) == ':' ? at : -1;
    }

    private static Evaluator param(Arguments arguments, CompileScope scope) throws SampleException {
        String delimiter = arguments.has(1) ? arguments.text(1) : "&";
        boolean code = delimiter.matches("0[xX][0-9a-fA-F]{2}");
        if (!code && delimiter.length() != 1) {
            throw arguments.bad("Delimiter must be either exactly 1 character, or 0xHH for an ASCII code .");
        }
        byte mark = (byte) (code ? Integer.parseInt(delimiter.substring(2), 16) : delimiter.charAt(0));
        byte[] name = arguments.bytes(0);
        return (context, sample) -> param(sample, name, mark);
    }

    private static boolean param(Sample sample, byte[] name, byte mark) {
        int start = 0;
        while (start <= sample.length()) {
            int end = start;
            while (end < sample.length() && sample.at(end) != mark) {
                end++;
            }
            int behind = start + name.length;
            boolean named = behind <= end && sample.hasAt(start, name);
            if (named && behind == end) {
                return sample.slice(end, 0);
            }
            if (named && sample.at(behind) == '=') {
                return sample.slice(behind + 1, end - behind - 1);
            }
            start = end + 1;
        }
        return false;
    }

    private static Evaluator regsub(Arguments arguments, CompileScope scope) throws SampleException {
        String flags = arguments.text(2);
        if (!flags.matches("[gi]*")) {
            throw arguments.bad("unexpected regex flag '"
                    + flags.replaceAll("[gi]", "").charAt(0) + "', only 'i' and 'g' are supported");
        }
        boolean all = flags.indexOf('g') >= 0;
        String by = new String(arguments.bytes(1), StandardCharsets.ISO_8859_1);
        Regex regex;
        try {
            regex = Regex.compile(arguments.text(0), flags.indexOf('i') >= 0);
        } catch (PatternException e) {
            throw arguments.bad(e.text());
        }
        return (context, sample) -> replace(context, sample, regex, by, all);
    }

    private static boolean replace(SampleContext context, Sample sample, Regex regex, String by, boolean all) {
        Matcher found = regex.find(sample.bytes(), sample.start(), sample.length());
        if (found == null) {
            return true;
        }
        String text = sample.string();
        StringBuilder made = new StringBuilder();
        int at = 0;
        boolean more = true;
        while (more) {
            made.append(text, at, found.start()).append(expand(by, found));
            at = found.end();
            if (found.end() == found.start() && at < text.length()) {
                made.append(text.charAt(at++));
            }
            more = all && at < text.length() && found.find(at);
        }
        made.append(text, Math.min(at, text.length()), text.length());
        return made.length() <= context.scratch().longest()
                && sample.text(made.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A template with what was found in the places of {@code \0} to {@code \9}. */
    private static String expand(String template, Matcher found) {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            boolean escape = c == '\\' && i + 1 < template.length();
            char next = escape ? template.charAt(i + 1) : 0;
            if (escape && next >= '0' && next <= '9') {
                String group = next - '0' <= found.groupCount() ? found.group(next - '0') : null;
                made.append(group == null ? "" : group);
                i++;
            } else if (escape) {
                made.append(next);
                i++;
            } else {
                made.append(c);
            }
        }
        return made.toString();
    }
}
