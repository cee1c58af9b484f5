package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.LogProfile;
import dev.sluice.config.LogSample;
import dev.sluice.config.LogStep;
import dev.sluice.config.LogTarget;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.RingSpec;
import dev.sluice.config.Setting;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.ListenAddresses;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Where logs go. */
final class LogKeywords {
    private static final Choice<Integer> FACILITIES = Choice.indexOf(
            "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "auth2", "ftp", "ntp",
            "audit", "alert", "cron2", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7");
    private static final Choice<Integer> LEVELS =
            Choice.indexOf("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
    private static final Choice<Integer> FORMATS =
            Choice.indexOf("local", "rfc3164", "rfc5424", "priority", "short", "timed", "iso", "raw");
    private static final Set<String> OPTIONS = Set.of("len", "format", "sample", "profile");
    /** Servers that get lines over a connection. */
    private static final Pattern STREAM = Pattern.compile("(tcp[46]?|uxst)@");

    private static final int DEBUG = 7;
    private static final int LENGTH_MIN = 80;
    private static final int LENGTH_MAX = 65_535;
    private static final int LENGTH_DEFAULT = 1024;
    private static final Set<Place> LOGGING =
            EnumSet.of(Place.GLOBAL, Place.DEFAULTS, Place.FRONTEND, Place.BACKEND, Place.LISTEN, Place.LOG_FORWARD);
    private static final Set<Place> TAGGED =
            EnumSet.of(Place.GLOBAL, Place.DEFAULTS, Place.FRONTEND, Place.BACKEND, Place.LISTEN, Place.LOG_PROFILE);

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "log",
                            "global | <target> [len <length>] [format <format>] [sample <ranges>:<size>] [profile <name>] <facility> [<level> [<minimum>]]",
                            LOGGING,
                            "where logs go")
                    .effective(LogKeywords::log)
                    .negatable(),
            Keyword.of(
                            "log-steps",
                            "all | <step>[,<step>...]",
                            Place.FRONT,
                            "when lines about a request or session are written")
                    .effective(LogKeywords::steps),
            Keyword.of(
                            "on",
                            "<step> [drop] [format <format>] [sd <format>]",
                            Set.of(Place.LOG_PROFILE),
                            "what the line of a step says")
                    .effective(LogKeywords::on),
            Keyword.of("log-tag", "<text>", TAGGED, "the program's name in logs")
                    .effective(LogKeywords::tag));

    private LogKeywords() {}

    private static void steps(Line line) throws BadLineException {
        Set<LogStep> steps = EnumSet.noneOf(LogStep.class);
        for (String word : line.next("steps").split(",", -1)) {
            if (word.equals("all")) {
                steps.addAll(EnumSet.range(LogStep.ACCEPT, LogStep.CLOSE));
                continue;
            }
            LogStep step = LogStep.of(word).orElse(LogStep.ANY);
            if (!step.isChosen()) {
                throw line.bad("'log-steps' expects 'all' or some of 'accept', 'request', 'connect', 'response' and"
                        + " 'close' (got '" + word + "').");
            }
            steps.add(step);
        }
        line.set(ProxySettings.LOG_STEPS, Set.copyOf(steps));
    }

    private static void tag(Line line) throws BadLineException {
        Setting<String> ofProxy = line.place() == Place.LOG_PROFILE ? LogProfile.TAG : ProxySettings.LOG_TAG;
        line.set(line.place() == Place.GLOBAL ? GlobalSettings.LOG_TAG : ofProxy, line.next("a tag"));
    }

    private static void on(Line line) throws BadLineException {
        String word = line.next("a step");
        LogStep step =
                LogStep.of(word).orElseThrow(() -> line.bad("'on' expects a step of logging (got '" + word + "')."));
        boolean drop = false;
        String format = "";
        String data = "";
        while (line.hasNext()) {
            if (line.accept("drop")) {
                drop = true;
            } else if (line.accept("format")) {
                format = line.next("a format");
            } else if (line.accept("sd")) {
                data = line.next("a format");
            } else {
                throw line.bad("'on' expects 'drop', 'format' or 'sd' (got '"
                        + line.peek().orElse("") + "').");
            }
        }
        Map<LogStep, LogProfile.On> lines = new EnumMap<>(LogStep.class);
        lines.putAll(line.get(LogProfile.LINES));
        lines.put(step, new LogProfile.On(drop, format, data, line.location()));
        line.set(LogProfile.LINES, Map.copyOf(lines));
    }

    private static void log(Line line) throws BadLineException {
        boolean inGlobal = line.place() == Place.GLOBAL;
        Setting<List<LogTarget>> setting = inGlobal ? GlobalSettings.LOG : ProxySettings.LOG;
        if (line.negated() || line.defaulted()) {
            line.set(setting, List.of());
        } else if (!inGlobal && line.accept("global")) {
            line.append(setting, new LogTarget("", true, 0, DEBUG, 0, "", LENGTH_DEFAULT, LogSample.ALL, ""));
        } else {
            line.append(setting, target(line));
        }
    }

    private static LogTarget target(Line line) throws BadLineException {
        String word = line.next("a target and a facility");
        boolean streamed = STREAM.matcher(word).lookingAt();
        String address = streamed ? "" : address(line, word);
        int length = LENGTH_DEFAULT;
        String format = "";
        LogSample sample = LogSample.ALL;
        String profile = "";
        while (OPTIONS.contains(line.peek().orElse(""))) {
            switch (line.next("an option")) {
                case "len" -> length = line.number(LENGTH_MIN, LENGTH_MAX);
                case "format" -> format = format(line);
                case "sample" -> sample = sample(line);
                default -> profile = profile(line);
            }
        }
        int facility = FACILITIES.read(line);
        int maxLevel = line.hasNext() ? LEVELS.read(line) : DEBUG;
        int minLevel = line.hasNext() ? LEVELS.read(line) : 0;
        if (streamed) {
            address = RingKeywords.implicit(line, word, format);
        }
        return new LogTarget(address, false, facility, maxLevel, minLevel, format, length, sample, profile);
    }

    private static String profile(Line line) throws BadLineException {
        if (line.place() == Place.LOG_FORWARD) {
            throw line.bad("'log': a 'profile' says what lines about traffic say, and none of messages that are"
                    + " forwarded.");
        }
        return line.next("the name of a log-profile section");
    }

    /** Takes the name of a format. */
    static String format(Line line) throws BadLineException {
        String format = line.peek().orElse("");
        int unused = FORMATS.read(line);
        return format;
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
        if (word.startsWith(RingSpec.PREFIX) || word.startsWith(LogTarget.BACKEND)) {
            // Whether there is one of this name is seen when all sections are read.
            return word;
        }
        try {
            return ListenAddresses.datagram(line, word);
        } catch (BadLineException e) {
            throw line.bad("'log': " + e.text());
        }
    }
}
