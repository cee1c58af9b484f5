package dev.sluice.proxy.sample.convert;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Dates in formats of C's strftime, with {@code %3N} and {@code %6N} for parts of a second. */
final class Strftime {
    private Strftime() {}

    static String format(String format, ZonedDateTime time) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                out.append(c);
                continue;
            }
            char next = format.charAt(++i);
            boolean fraction = Character.isDigit(next) && i + 1 < format.length() && format.charAt(i + 1) == 'N';
            if (fraction) {
                out.append(String.format(Locale.ROOT, "%09d", time.getNano()), 0, Math.min(9, next - '0'));
                i++;
            } else {
                out.append(one(next, time));
            }
        }
        return out.toString();
    }

    private static String one(char letter, ZonedDateTime time) {
        return switch (letter) {
            case 'C' -> pad(time.getYear() / 100, 2);
            case 'e' -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
            case 'k' -> String.format(Locale.ROOT, "%2d", time.getHour());
            case 'j' -> pad(time.getDayOfYear(), 3);
            case 's' -> String.valueOf(time.toEpochSecond());
            case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
            case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
            case 'V' -> pad(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
            case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'U' -> pad((time.getDayOfYear() + 6 - time.get(ChronoField.DAY_OF_WEEK) % 7) / 7, 2);
            case 'W' -> pad((time.getDayOfYear() + 6 - (time.get(ChronoField.DAY_OF_WEEK) + 6) % 7) / 7, 2);
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> pattern(letter, time);
        };
    }

    private static String pattern(char letter, ZonedDateTime time) {
        String pattern = switch (letter) {
            case 'a' -> "EEE";
            case 'A' -> "EEEE";
            case 'b', 'h' -> "MMM";
            case 'B' -> "MMMM";
            case 'c' -> "EEE MMM ppd HH:mm:ss yyyy";
            case 'd' -> "dd";
            case 'D', 'x' -> "MM/dd/yy";
            case 'F' -> "yyyy-MM-dd";
            case 'H' -> "HH";
            case 'I' -> "hh";
            case 'm' -> "MM";
            case 'M' -> "mm";
            case 'p' -> "a";
            case 'r' -> "hh:mm:ss a";
            case 'R' -> "HH:mm";
            case 'S' -> "ss";
            case 'T', 'X' -> "HH:mm:ss";
            case 'y' -> "yy";
            case 'Y' -> "yyyy";
            case 'z' -> "xx";
            case 'Z' -> "zzz";
            default -> "";
        };
        return pattern.isEmpty()
                ? "%" + letter
                : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }

    private static String pad(int number, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "d", number);
    }
}
