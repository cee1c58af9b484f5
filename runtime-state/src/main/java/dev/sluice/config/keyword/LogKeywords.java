package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.LogSample;
import dev.sluice.config.LogTarget;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Setting;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.ListenAddresses;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where logs go. */
final class LogKeywords {
    private static final Choice<Integer> FACILITIES = Choice.indexOf(
            "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "auth2", "ftp", "ntp",
            "audit", "alert", "cron2", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7");
    private static final Choice<Integer> LEVELS =
            Choice.indexOf("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
    private static final Choice<Integer> FORMATS =
            Choice.indexOf("local", "rfc3164", "rfc5424", "priority", "short", "timed", "iso", "raw");
    private static final int DEBUG = 7;
    private static final int LENGTH_MIN = 80;
    private static final int LENGTH_MAX = 65_535;
    private static final int LENGTH_DEFAULT = 1024;
    private static final Set<Place> EVERYWHERE =
            EnumSet.of(Place.GLOBAL, Place.DEFAULTS, Place.FRONTEND, Place.BACKEND, Place.LISTEN);

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "log",
                            "global | <target> [len <length>] [format <format>] [sample <ranges>:<size>] <facility> [<level> [<minimum>]]",
                            EVERYWHERE,
                            "where logs go")
                    .effective(LogKeywords::log)
                    .negatable(),
            Keyword.of("log-tag", "<text>", EVERYWHERE, "the program's name in logs")
                    .effective(LogKeywords::tag));

    private LogKeywords() {}

    private static void tag(Line line) throws BadLineException {
        line.set(line.place() == Place.GLOBAL ? GlobalSettings.LOG_TAG : ProxySettings.LOG_TAG, line.next("a tag"));
    }

    private static void log(Line line) throws BadLineException {
        boolean inGlobal = line.place() == Place.GLOBAL;
        Setting<List<LogTarget>> setting = inGlobal ? GlobalSettings.LOG : ProxySettings.LOG;
        if (line.negated() || line.defaulted()) {
            line.set(setting, List.of());
        } else if (!inGlobal && line.accept("global")) {
            line.append(setting, new LogTarget("", true, 0, DEBUG, 0, "", LENGTH_DEFAULT, LogSample.ALL));
        } else {
            line.append(setting, target(line));
        }
    }

    private static LogTarget target(Line line) throws BadLineException {
        String address = address(line, line.next("a target and a facility"));
        int length = line.accept("len") ? line.number(LENGTH_MIN, LENGTH_MAX) : LENGTH_DEFAULT;
        String format = "";
        if (line.accept("format")) {
            format = line.peek().orElse("");
            int unused = FORMATS.read(line);
        }
        if (line.accept("profile")) {
            throw line.bad("'log': 'profile' is not supported by this version of Sluice yet.");
        }
        LogSample sample = line.accept("sample") ? sample(line) : LogSample.ALL;
        int facility = FACILITIES.read(line);
        int maxLevel = line.hasNext() ? LEVELS.read(line) : DEBUG;
        int minLevel = line.hasNext() ? LEVELS.read(line) : 0;
        return new LogTarget(address, false, facility, maxLevel, minLevel, format, length, sample);
    }

    /** {@code <ranges>:<size>}: numbers and ranges between commas, of as many lines. */
    private static LogSample sample(Line line) throws BadLineException {
        String text = line.next("ranges and a size");
        int colon = text.indexOf(':');
        if (!text.matches("[0-9]{1,9}(-[0-9]{1,9})?(,[0-9]{1,9}(-[0-9]{1,9})?)*:[0-9]{1,9}")) {
            throw line.bad("'log': 'sample' expects <ranges>:<size> (got '" + text + "').");
        }
        int size = Integer.parseInt(text.substring(colon + 1));
        List<LogSample.Range> ranges = new ArrayList<>();
        for (String range : text.substring(0, colon).split(",", -1)) {
            String[] ends = range.split("-", -1);
            int low = Integer.parseInt(ends[0]);
            int high = Integer.parseInt(ends[ends.length - 1]);
            if (low < 1 || high < low || high > size) {
                throw line.bad("'log': 'sample': '" + range + "' is no range of 1 to " + size + ".");
            }
            ranges.add(new LogSample.Range(low, high));
        }
        return new LogSample(ranges, size);
    }

    private static String address(Line line, String word) throws BadLineException {
        if (word.equals("stdout") || word.equals("stderr") || word.matches("fd@\\d{1,9}")) {
            return word;
        }
        if (word.startsWith("ring@") || word.startsWith("backend@")) {
            throw line.bad("'log " + word + "' is not supported by this version of Sluice yet.");
        }
        try {
            return ListenAddresses.datagram(line, word);
        } catch (BadLineException e) {
            throw line.bad("'log': " + e.text());
        }
    }
}
