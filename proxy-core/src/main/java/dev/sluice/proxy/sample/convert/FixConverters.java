package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Messages of FIX, the protocol of financial exchanges: {@code tag=value} pairs, each with a byte 1 behind it. */
final class FixConverters {
    private static final byte END = 1;
    private static final int BEGIN_STRING = 8;
    private static final int BODY_LENGTH = 9;
    private static final int CHECK_SUM = 10;
    private static final int MSG_TYPE = 35;
    /** The last field: {@code 10=}, three digits, its end. */
    private static final int CHECK_SUM_BYTES = 7;

    private static final Set<String> VERSIONS =
            Set.of("FIX.4.0", "FIX.4.1", "FIX.4.2", "FIX.4.3", "FIX.4.4", "FIXT.1.1");
    private static final Map<String, Integer> TAGS = Map.of(
            "BeginString", BEGIN_STRING,
            "BodyLength", BODY_LENGTH,
            "MsgType", MSG_TYPE,
            "SenderCompID", 49,
            "TargetCompID", 56,
            "CheckSum", CHECK_SUM);

    static final List<Converter> ALL = List.of(
            Converter.of(
                    "fix_is_valid",
                    SampleType.BIN,
                    SampleType.BOOL,
                    "whether it is a whole message of FIX",
                    (context, sample) -> sample.bool(isValid(sample))),
            Converter.of(
                    "fix_tag_value",
                    Signature.of(1, STRING),
                    SampleType.BIN,
                    SampleType.BIN,
                    "the value of a tag of FIX",
                    (arguments, scope) -> {
                        int tag = tag(arguments);
                        return (context, sample) -> find(sample, tag);
                    }));

    private FixConverters() {}

    private static int tag(Arguments arguments) throws SampleException {
        String text = arguments.text(0);
        Integer known = TAGS.get(text);
        if (known != null) {
            return known;
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
            throw arguments.bad("Unknown FIX tag name '" + text + "'.");
        }
        return Integer.parseInt(text);
    }

    /** A field of a message, found one after the other. Confined to one evaluation. */
    private static final class Fields {
        private final Sample sample;
        private int next;
        int tag;
        int start;
        int value;
        int end;

        Fields(Sample sample) {
            this.sample = sample;
        }

        /** Whether another well-formed field follows. */
        boolean next() {
            start = next;
            int at = next;
            int number = 0;
            while (at < sample.length() && sample.at(at) >= '0' && sample.at(at) <= '9' && number < 100_000_000) {
                number = number * 10 + sample.at(at++) - '0';
            }
            boolean named = at > start && at < sample.length() && sample.at(at) == '=';
            tag = number;
            value = at + 1;
            end = value;
            while (named && end < sample.length() && sample.at(end) != END) {
                end++;
            }
            next = end + 1;
            return named && end > value && end < sample.length();
        }

        boolean isAtEnd() {
            return next >= sample.length();
        }

        String text() {
            return new String(sample.bytes(), sample.start() + value, end - value, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean find(Sample sample, int tag) {
        Fields fields = new Fields(sample);
        while (fields.next()) {
            if (fields.tag == tag) {
                return sample.slice(fields.value, fields.end - fields.value);
            }
        }
        return false;
    }

    private static boolean isValid(Sample sample) {
        Fields fields = new Fields(sample);
        if (!fields.next() || fields.tag != BEGIN_STRING || !VERSIONS.contains(fields.text())) {
            return false;
        }
        if (!fields.next() || fields.tag != BODY_LENGTH || !fields.text().matches("[0-9]{1,9}")) {
            return false;
        }
        int body = fields.end + 1;
        int end = body + Integer.parseInt(fields.text());
        if (end < 0 || end != sample.length() - CHECK_SUM_BYTES || !fields.next() || fields.tag != MSG_TYPE) {
            return false;
        }
        while (fields.next()) {
            if (fields.isAtEnd()) {
                return fields.tag == CHECK_SUM
                        && fields.start == end
                        && fields.text().equals(sum(sample, end));
            }
        }
        return false;
    }

    private static String sum(Sample sample, int end) {
        int sum = 0;
        for (int i = 0; i < end; i++) {
            sum += sample.at(i) & 0xFF;
        }
        return String.format(Locale.ROOT, "%03d", sum & 0xFF);
    }
}
