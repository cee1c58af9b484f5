package dev.sluice.proxy.sample.convert;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** Reads dates in the three ways that HTTP knows (RFC 9110 section 5.6.7). */
public final class HttpDates {
    /** It is no date. */
    public static final long NONE = Long.MIN_VALUE;

    /** Years of two digits are these and the 99 behind. */
    private static final int CENTURY = 1970;

    private static final List<DateTimeFormatter> WAYS = List.of(
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH),
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, Year.of(CENTURY).getValue())
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

    private HttpDates() {}

    /** Seconds since 1970 in UTC; {@link #NONE} for what is no date. */
    public static long seconds(String text) {
        for (DateTimeFormatter way : WAYS) {
            try {
                return LocalDateTime.parse(text, way).toEpochSecond(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                // Perhaps it is written another way.
            }
        }
        return NONE;
    }
}
