package dev.sluice.proxy.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of a {@link LogFormat} from front to end. */
final class LogFormatReader {
    private final String text;
    private final CompileScope scope;
    private final boolean merging;
    private final List<FormatItem> items = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private FormatItem.Flags general = FormatItem.Flags.NONE;
    private int at;

    LogFormatReader(String text, CompileScope scope, LogFormat.Style style) {
        this.text = text;
        this.scope = scope;
        this.merging = style == LogFormat.Style.LOG;
    }

    /** What applies to all items that do not say otherwise, where they have been read. */
    FormatItem.Flags general() {
        return general;
    }

    List<FormatItem> items() throws SampleException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '%' && at + 1 < text.length() && text.charAt(at + 1) == '%') {
                literal.append('%');
                at += 2;
            } else if (c == '%') {
                at++;
                item();
            } else {
                at++;
                blankOrText(c);
            }
        }
        flush();
        return items;
    }

    private void blankOrText(char c) {
        boolean blank = c == ' ' || c == '\t';
        boolean again = literal.length() > 0 && literal.charAt(literal.length() - 1) == ' ';
        if (!(merging && blank && again)) {
            literal.append(merging && blank ? ' ' : c);
        }
    }

    private void flush() {
        if (literal.length() > 0) {
            byte[] bytes = literal.toString().getBytes(StandardCharsets.ISO_8859_1);
            items.add(new FormatItem(
                    bytes, (context, sample) -> false, FormatItem.Trait.LITERAL, general, FormatItem.Label.NONE));
            literal.setLength(0);
        }
    }

    private void item() throws SampleException {
        FormatItem.Label label = FormatItem.Label.NONE;
        if (peek() == '(') {
            int end = closing(')');
            label = FormatItem.Label.of(text.substring(at + 1, end));
            at = end + 1;
        }
        FormatItem.Flags flags = general;
        if (peek() == '{') {
            int end = closing('}');
            flags = flags(text.substring(at + 1, end), general);
            at = end + 1;
        }
        if (peek() == '[') {
            expression(flags.ofExpression(), label);
        } else {
            alias(flags, label);
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private int closing(char mark) throws SampleException {
        int end = text.indexOf(mark, at);
        if (end < 0) {
            throw new SampleException("truncated line after '" + text.substring(at + 1) + "'");
        }
        return end;
    }

    private void expression(FormatItem.Flags flags, FormatItem.Label label) throws SampleException {
        int begin = at + 1;
        Expression.Prefix prefix;
        try {
            prefix = Expression.within(text, begin, scope);
        } catch (SampleException e) {
            throw new SampleException(
                    "failed to parse sample expression <" + text.substring(begin) + "> : " + e.text());
        }
        at = prefix.offset();
        if (peek() != ']') {
            throw new SampleException("missing ']' after '" + text.substring(begin, Math.min(at, text.length())) + "'");
        }
        at++;
        flush();
        FormatItem.Trait trait =
                new FormatItem.Trait(FormatItem.Kind.VALUE, prefix.expression().isLate(), false);
        items.add(new FormatItem(new byte[0], prefix.expression()::evaluate, trait, flags, label));
    }

    private void alias(FormatItem.Flags flags, FormatItem.Label label) throws SampleException {
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at, end);
        at = end;
        if (name.equals("o")) {
            general = flags;
            return;
        }
        if (name.isEmpty() && at >= text.length()) {
            throw new SampleException("truncated line after '%'");
        }
        Evaluator value = LogAliases.find(name, scope);
        if (value == null) {
            throw new SampleException("no such format alias '" + name
                    + "'. If you wanted to emit the '%' character verbatim, you need to use '%%'");
        }
        flush();
        FormatItem.Flags shown = LogAliases.isBare(name) ? flags.unquoted() : flags;
        boolean counts = LogAliases.isCount(name) && label.type() == SampleType.ANY;
        FormatItem.Label typed = counts ? new FormatItem.Label(label.name(), SampleType.SINT) : label;
        items.add(new FormatItem(new byte[0], value, FormatItem.Trait.of(name), shown, typed));
    }

    private static FormatItem.Flags flags(String words, FormatItem.Flags before) throws SampleException {
        FormatItem.Flags flags = before;
        for (String word : words.split(",", -1)) {
            flags = flags.with(word.replaceFirst("^[+-]", ""), !word.startsWith("-"));
        }
        return flags;
    }
}
