package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers as dates. */
final class TimeConverters {
    private static final Signature FORMAT = Signature.of(1, STRING, SINT);
    private static final long MICROS = 1_000_000;
    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss", Locale.ROOT);

    static final List<Converter> ALL = List.of(
            format("ltime", 1, true),
            format("utime", 1, false),
            format("ms_ltime", 1000, true),
            format("ms_utime", 1000, false),
            format("us_ltime", MICROS, true),
            format("us_utime", MICROS, false),
            Converter.of(
                    "http_date",
                    Signature.of(0, SINT, STRING),
                    SampleType.SINT,
                    SampleType.STR,
                    "a date as HTTP writes it",
                    TimeConverters::httpDate),
            Converter.of(
                    "date", SampleType.STR, SampleType.SINT, "a date out of a field of HTTP", (context, sample) -> {
                        long seconds = HttpDates.seconds(sample.string());
                        return seconds != HttpDates.NONE && sample.integer(seconds);
                    }));

    private TimeConverters() {}

    private static Converter format(String name, long perSecond, boolean local) {
        return Converter.of(name, FORMAT, SampleType.SINT, SampleType.STR, "a date in a format", (arguments, scope) -> {
            long offset = arguments.number(1, 0);
            String format = arguments.text(0);
            return (context, sample) -> {
                ZonedDateTime time =
                        time(sample.number(), perSecond, offset, local ? ZoneId.systemDefault() : ZoneOffset.UTC);
                return sample.text(Strftime.format(format, time).getBytes(StandardCharsets.ISO_8859_1));
            };
        });
    }

    private static ZonedDateTime time(long value, long perSecond, long offset, ZoneId zone) {
        long seconds = Math.floorDiv(value, perSecond) + offset;
        long nanos = Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond);
        return Instant.ofEpochSecond(seconds, nanos).atZone(zone);
    }

    private static Evaluator httpDate(Arguments arguments, CompileScope scope) throws SampleException {
        long offset = arguments.number(0, 0);
        long perSecond = switch (arguments.text(1)) {
            case "", "s" -> 1;
            case "ms" -> 1000;
            case "us" -> MICROS;
            default -> throw arguments.bad("expects 's', 'ms' or 'us', got '" + arguments.text(1) + "'");
        };
        return (context, sample) -> {
            long value = sample.number() + offset;
            ZonedDateTime time =
                    Instant.ofEpochSecond(Math.floorDiv(value, perSecond)).atZone(ZoneOffset.UTC);
            String fraction = perSecond == 1 ? "" : "." + Math.floorMod(value, perSecond);
            String text = HTTP.format(time) + fraction + " GMT";
            return sample.text(text.getBytes(StandardCharsets.US_ASCII));
        };
    }
}
