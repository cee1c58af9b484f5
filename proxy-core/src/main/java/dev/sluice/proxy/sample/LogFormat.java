package dev.sluice.proxy.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A text with expressions and aliases in it (manual section 8.2.6), compiled. */
public final class LogFormat {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final Item[] items;
    private final Style style;

    private LogFormat(List<Item> items, Style style) {
        this.items = items.toArray(Item[]::new);
        this.style = style;
    }

    /** What the text is for. */
    public enum Style {
        /** A log line: what is absent is a dash, blanks are merged. */
        LOG,
        /** Part of an HTTP message: what must not stand in a header field is written as {@code %} and two digits. */
        HTTP,
        /** A value: bytes as they are. */
        VALUE
    }

    /** How an item is shown. */
    record Flags(boolean quote, boolean hex, boolean escape) {
        static final Flags NONE = new Flags(false, false, false);

        Flags unquoted() {
            return new Flags(false, hex, escape);
        }
    }

    /** A piece of the text: bytes where {@code value} brings none. */
    private record Item(byte[] literal, Evaluator value, Trait trait, Flags flags) {
        boolean dynamic() {
            return trait.kind != Kind.LITERAL;
        }

        boolean vanishes() {
            return trait.kind == Kind.OPTIONAL || trait.kind == Kind.LIST;
        }
    }

    /** What a piece is. */
    private enum Kind {
        LITERAL,
        VALUE,
        /** Not there at all where there is nothing to say. */
        OPTIONAL,
        /** Likewise, and several values, each by itself. */
        LIST
    }

    /**
     * How a piece behaves.
     *
     * @param late whether it is known at the end alone
     * @param growing whether it may say less than it will at the end
     */
    private record Trait(Kind kind, boolean late, boolean growing) {
        static final Trait LITERAL = new Trait(Kind.LITERAL, false, false);

        static Trait of(String alias) {
            Kind kind = LogAliases.isList(alias) ? Kind.LIST : LogAliases.vanishes(alias) ? Kind.OPTIONAL : Kind.VALUE;
            return new Trait(kind, LogAliases.isLate(alias), LogAliases.isGrowing(alias));
        }
    }

    /** Compiles a text. */
    public static LogFormat compile(String text, CompileScope scope, Style style) throws SampleException {
        return new LogFormat(new Reader(text, scope, style).items(), style);
    }

    /** Whether it says the same whatever happens. */
    public boolean isConstant() {
        for (Item item : items) {
            if (item.dynamic()) {
                return false;
            }
        }
        return true;
    }

    /** Whether something of it is known at the end of a request or session alone. */
    public boolean isLate() {
        for (Item item : items) {
            if (item.trait.late) {
                return true;
            }
        }
        return false;
    }

    /** Appends what it says of {@code context} now. */
    public void append(SampleContext context, Sample sample, TextOutput to) {
        // A line does not begin with a blank.
        boolean gone = style == Style.LOG;
        for (Item item : items) {
            if (item.dynamic()) {
                int mark = context.scratch().mark();
                int before = to.length();
                value(item, context, sample, to);
                context.scratch().release(mark);
                gone |= item.vanishes() && to.length() == before;
            } else {
                literal(item.literal, gone, to);
                gone = false;
            }
        }
    }

    /** Behind a column that is not there, its blank is not there either. */
    private static void literal(byte[] literal, boolean gone, TextOutput to) {
        int length = to.length();
        boolean blank = length == 0 || to.bytes()[length - 1] == ' ';
        int from = gone && blank && literal.length > 0 && literal[0] == ' ' ? 1 : 0;
        to.add(literal, from, literal.length - from);
    }

    private void value(Item item, SampleContext context, Sample sample, TextOutput to) {
        sample.clear();
        Flags flags = item.flags;
        boolean there = item.value.evaluate(context, sample);
        boolean quoted = flags.quote && sample.type() != SampleType.SINT && sample.type() != SampleType.BOOL;
        if (there && item.trait.kind == Kind.LIST) {
            list(item, context, sample.number() != 0, to);
            return;
        }
        there = there && text(flags, context, sample);
        if (!there && item.vanishes()) {
            return;
        }
        if (!there) {
            // A log has no empty columns; within quotes and elsewhere nothing is said.
            to.add(flags.quote ? "\"\"" : style == Style.LOG ? "-" : "");
            return;
        }
        boolean dash = sample.length() == 0 && style == Style.LOG && !quoted && !item.vanishes();
        if (quoted) {
            to.add('"');
        }
        if (item.trait.growing && isPartial(context)) {
            to.add('+');
        }
        if (dash) {
            to.add('-');
        }
        for (int i = 0; i < sample.length(); i++) {
            one(sample.at(i), flags, to);
        }
        if (quoted) {
            to.add('"');
        }
    }

    private static boolean isPartial(SampleContext context) {
        LogView log = context.log();
        return log != null && log.isPartial();
    }

    /** What was kept of each header by itself. */
    private void list(Item item, SampleContext context, boolean ofRequest, TextOutput to) {
        Captured kept = LogAliases.kept(context);
        int count = kept == null ? 0 : kept.count(ofRequest);
        for (int i = 0; kept != null && i < count; i++) {
            byte[] text = kept.shown(ofRequest, i);
            to.add(i > 0 ? " " : "").add(item.flags.quote ? "\"" : text.length == 0 && style == Style.LOG ? "-" : "");
            for (byte b : text) {
                one(b, item.flags, to);
            }
            to.add(item.flags.quote ? "\"" : "");
        }
    }

    private static boolean text(Flags flags, SampleContext context, Sample sample) {
        if (flags.hex && sample.type().isNumber()) {
            String hex = sample.type() == SampleType.IPV4
                    ? String.format("%08X", sample.number())
                    : String.format("%04X", sample.number());
            return sample.text(hex.getBytes(StandardCharsets.US_ASCII));
        }
        return Casts.cast(sample, SampleType.STR, context.scratch());
    }

    private void one(byte b, Flags flags, TextOutput to) {
        if (flags.escape && (b == '"' || b == '\\' || b == ']')) {
            to.add('\\').add((char) b);
        } else if (style == Style.HTTP && (b >= 0 && b < ' ' && b != '\t' || b == 0x7F)) {
            to.add('%').add((char) HEX[b >> 4 & 0xF]).add((char) HEX[b & 0xF]);
        } else {
            to.add((char) b);
        }
    }

    /** Reads the text from front to end. */
    private static final class Reader {
        private final String text;
        private final CompileScope scope;
        private final boolean merging;
        private final List<Item> items = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private Flags general = Flags.NONE;
        private int at;

        Reader(String text, CompileScope scope, Style style) {
            this.text = text;
            this.scope = scope;
            this.merging = style == Style.LOG;
        }

        List<Item> items() throws SampleException {
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
                items.add(new Item(bytes, (context, sample) -> false, Trait.LITERAL, general));
                literal.setLength(0);
            }
        }

        private void item() throws SampleException {
            if (peek() == '(') {
                at = closing(')') + 1;
            }
            Flags flags = general;
            if (peek() == '{') {
                int end = closing('}');
                flags = flags(text.substring(at + 1, end), general);
                at = end + 1;
            }
            if (peek() == '[') {
                expression(flags);
            } else {
                alias(flags);
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

        private void expression(Flags flags) throws SampleException {
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
                throw new SampleException(
                        "missing ']' after '" + text.substring(begin, Math.min(at, text.length())) + "'");
            }
            at++;
            flush();
            // Hexadecimal is for aliases alone.
            Flags shown = new Flags(flags.quote, false, flags.escape);
            Trait trait = new Trait(Kind.VALUE, prefix.expression().isLate(), false);
            items.add(new Item(new byte[0], prefix.expression()::evaluate, trait, shown));
        }

        private void alias(Flags flags) throws SampleException {
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
            items.add(new Item(new byte[0], value, Trait.of(name), LogAliases.isBare(name) ? flags.unquoted() : flags));
        }

        private static Flags flags(String words, Flags before) throws SampleException {
            Flags flags = before;
            for (String word : words.split(",", -1)) {
                boolean on = !word.startsWith("-");
                switch (word.replaceFirst("^[+-]", "")) {
                    case "Q" -> flags = new Flags(on, flags.hex, flags.escape);
                    case "X" -> flags = new Flags(flags.quote, on, flags.escape);
                    case "E" -> flags = new Flags(flags.quote, flags.hex, on);
                    default -> throw new SampleException("unknown flag '" + word + "' of a format item");
                }
            }
            return flags;
        }
    }
}
