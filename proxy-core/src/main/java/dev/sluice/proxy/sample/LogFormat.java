package dev.sluice.proxy.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text with expressions and aliases in it (manual section 8.2.6), compiled. */
public final class LogFormat {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final FormatItem[] items;
    private final Style style;
    /** Where all of it is one map, how that is written. */
    private final ItemEncoding whole;

    private final boolean binary;

    private LogFormat(List<FormatItem> items, Style style, FormatItem.Flags general) {
        this.items = items.toArray(FormatItem[]::new);
        this.style = style;
        this.binary = general.binary();
        this.whole = raw(general.encoding());
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

    /** Compiles a text. */
    public static LogFormat compile(String text, CompileScope scope, Style style) throws SampleException {
        LogFormatReader reader = new LogFormatReader(text, scope, style);
        List<FormatItem> items = reader.items();
        return new LogFormat(items, style, reader.general());
    }

    /** Whether it says the same whatever happens. */
    public boolean isConstant() {
        for (FormatItem item : items) {
            if (item.dynamic()) {
                return false;
            }
        }
        return true;
    }

    /** What it says whatever happens; null where that depends on something. */
    public byte @Nullable [] constant() {
        if (!isConstant() || whole != ItemEncoding.NONE) {
            return null;
        }
        int length = 0;
        for (FormatItem item : items) {
            length += item.literal().length;
        }
        TextOutput text = new TextOutput(length);
        boolean gone = style == Style.LOG;
        for (FormatItem item : items) {
            literal(item.literal(), gone, text);
            gone = false;
        }
        return text.copy();
    }

    /** Whether something of it is known at the end of a request or session alone. */
    public boolean isLate() {
        for (FormatItem item : items) {
            if (item.trait().late()) {
                return true;
            }
        }
        return false;
    }

    /** Appends what it says of {@code context} now. */
    public void append(SampleContext context, Sample sample, TextOutput to) {
        if (whole != ItemEncoding.NONE) {
            map(context, sample, to);
            return;
        }
        // A line does not begin with a blank.
        boolean gone = style == Style.LOG;
        for (FormatItem item : items) {
            if (item.dynamic()) {
                int mark = context.scratch().mark();
                int before = to.length();
                value(item, context, sample, to);
                context.scratch().release(mark);
                gone |= item.vanishes() && to.length() == before;
            } else {
                literal(item.literal(), gone, to);
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

    private ItemEncoding raw(ItemEncoding encoding) {
        return binary && encoding == ItemEncoding.CBOR ? ItemEncoding.RAW_CBOR : encoding;
    }

    /** All items that have a name, and nothing else. */
    private void map(SampleContext context, Sample sample, TextOutput to) {
        whole.open(to);
        boolean first = true;
        for (FormatItem item : items) {
            if (item.dynamic() && !item.label().name().isEmpty()) {
                if (!first) {
                    whole.next(to);
                }
                first = false;
                whole.key(item.label().name(), to);
                int mark = context.scratch().mark();
                encoded(item, whole, context, sample, to);
                context.scratch().release(mark);
            }
        }
        whole.close(to);
    }

    private static void encoded(
            FormatItem item, ItemEncoding encoding, SampleContext context, Sample sample, TextOutput to) {
        sample.clear();
        boolean there = item.value().evaluate(context, sample);
        Captured kept = item.trait().kind() == FormatItem.Kind.LIST ? LogAliases.kept(context) : null;
        boolean none = kept != null && kept.count(sample.number() != 0) == 0
                || item.trait().kind() == FormatItem.Kind.OPTIONAL && sample.length() == 0;
        if (!there || none || item.trait().kind() == FormatItem.Kind.LIST && kept == null) {
            encoding.none(item.vanishes(), to);
            return;
        }
        if (kept != null) {
            boolean ofRequest = sample.number() != 0;
            encoding.openList(to);
            for (int i = 0; i < kept.count(ofRequest); i++) {
                if (i > 0) {
                    encoding.next(to);
                }
                byte[] text = kept.shown(ofRequest, i);
                encoding.text(text, 0, text.length, to);
            }
            encoding.closeList(to);
            return;
        }
        if (item.flags().hex() && sample.type().isNumber()) {
            boolean unused = text(item.flags(), context, sample);
        }
        item.label().apply(sample, context);
        encoding.value(sample, context, to);
    }

    private void value(FormatItem item, SampleContext context, Sample sample, TextOutput to) {
        if (item.flags().encoding() != ItemEncoding.NONE) {
            encoded(item, raw(item.flags().encoding()), context, sample, to);
            return;
        }
        sample.clear();
        FormatItem.Flags flags = item.flags();
        boolean there = item.value().evaluate(context, sample);
        boolean quoted = flags.quote() && sample.type() != SampleType.SINT && sample.type() != SampleType.BOOL;
        if (there && item.trait().kind() == FormatItem.Kind.LIST) {
            list(item, context, sample.number() != 0, to);
            return;
        }
        there = there && text(flags, context, sample);
        if (!there && item.vanishes()) {
            return;
        }
        if (!there) {
            // A log has no empty columns; within quotes and elsewhere nothing is said.
            to.add(flags.quote() ? "\"\"" : style == Style.LOG ? "-" : "");
            return;
        }
        boolean dash = sample.length() == 0 && style == Style.LOG && !quoted && !item.vanishes();
        if (quoted) {
            to.add('"');
        }
        if (item.trait().growing() && isPartial(context)) {
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
    private void list(FormatItem item, SampleContext context, boolean ofRequest, TextOutput to) {
        Captured kept = LogAliases.kept(context);
        int count = kept == null ? 0 : kept.count(ofRequest);
        for (int i = 0; kept != null && i < count; i++) {
            byte[] text = kept.shown(ofRequest, i);
            to.add(i > 0 ? " " : "")
                    .add(item.flags().quote() ? "\"" : text.length == 0 && style == Style.LOG ? "-" : "");
            for (byte b : text) {
                one(b, item.flags(), to);
            }
            to.add(item.flags().quote() ? "\"" : "");
        }
    }

    private static boolean text(FormatItem.Flags flags, SampleContext context, Sample sample) {
        if (flags.hex() && sample.type().isNumber()) {
            String hex = sample.type() == SampleType.IPV4
                    ? String.format("%08X", sample.number())
                    : String.format("%04X", sample.number());
            return sample.text(hex.getBytes(StandardCharsets.US_ASCII));
        }
        return Casts.cast(sample, SampleType.STR, context.scratch());
    }

    private void one(byte b, FormatItem.Flags flags, TextOutput to) {
        if (flags.escape() && (b == '"' || b == '\\' || b == ']')) {
            to.add('\\').add((char) b);
        } else if (style == Style.HTTP && (b >= 0 && b < ' ' && b != '\t' || b == 0x7F)) {
            to.add('%').add((char) HEX[b >> 4 & 0xF]).add((char) HEX[b & 0xF]);
        } else {
            to.add((char) b);
        }
    }
}
