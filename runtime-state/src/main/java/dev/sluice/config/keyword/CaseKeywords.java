package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.HeaderCases;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The case of letters in names of header fields, for peers of HTTP/1 that mind it. */
final class CaseKeywords {
    private static final Set<Place> GLOBAL = Set.of(Place.GLOBAL);
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    private CaseKeywords() {}

    static List<Keyword> all() {
        return List.of(
                Keyword.of("h1-case-adjust", "<from> <to>", GLOBAL, "how to spell the name of a header field")
                        .effective(CaseKeywords::one),
                Keyword.of("h1-case-adjust-file", "<file>", GLOBAL, "how to spell names of header fields, one a line")
                        .effective(CaseKeywords::file),
                Keyword.of(
                                "option h1-case-adjust-bogus-client",
                                "",
                                Place.FRONT,
                                "spell names of header fields for clients of HTTP/1 as 'h1-case-adjust' says")
                        .effective(Forms.flag(ProxySettings.CASE_FOR_CLIENTS))
                        .negatable()
                        .ignoredIn(Place.BACKEND),
                Keyword.of(
                                "option h1-case-adjust-bogus-server",
                                "",
                                Place.BACK,
                                "spell names of header fields for servers of HTTP/1 as 'h1-case-adjust' says")
                        .effective(Forms.flag(ProxySettings.CASE_FOR_SERVERS))
                        .negatable()
                        .ignoredIn(Place.FRONTEND));
    }

    private static void one(Line line) throws BadLineException {
        String from = line.next("a name in small letters, and the same as it is to be sent,");
        String to = line.next("the name as it is to be sent");
        HeaderCases before = line.get(GlobalSettings.HEADER_CASES);
        checked(line, from, to, "", before.has(from));
        line.set(GlobalSettings.HEADER_CASES, before.with(from, to));
    }

    private static void file(Line line) throws BadLineException {
        String path = line.next("a file name");
        HeaderCases before = line.get(GlobalSettings.HEADER_CASES);
        Map<String, String> names = new HashMap<>();
        int number = 0;
        for (String each : content(line, path).split("\n", -1)) {
            number++;
            String text = stripped(each);
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String where = " in line " + number + " of '" + path + "'";
            String[] words = BLANKS.split(text, 2);
            if (words.length < 2) {
                throw line.bad("'" + line.keyword() + "': '" + words[0] + "' stands alone" + where + ".");
            }
            checked(
                    line,
                    words[0],
                    words[1],
                    where,
                    names.containsKey(words[0]) || before.ofLines().containsKey(words[0]));
            names.put(words[0], words[1]);
        }
        line.set(GlobalSettings.HEADER_CASES, new HeaderCases(before.ofLines(), names));
    }

    private static String content(Line line, String path) throws BadLineException {
        try {
            return Files.readString(Path.of(line.location().path(path)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw line.bad("'" + line.keyword() + "': cannot read the file '" + path + "'.");
        }
    }

    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    /** Names that differ in more than case would change what a message says. */
    private static void checked(Line line, String from, String to, String where, boolean known)
            throws BadLineException {
        if (!from.toLowerCase(Locale.ROOT).equals(to.toLowerCase(Locale.ROOT))) {
            throw line.bad(
                    "'" + line.keyword() + "': '" + from + "' and '" + to + "' differ in more than case" + where + ".");
        }
        if (known) {
            throw line.bad("'" + line.keyword() + "': '" + from + "' is there already" + where + ".");
        }
        if (!from.equals(from.toLowerCase(Locale.ROOT))) {
            line.warn("'" + line.keyword() + "': '" + from + "' has capitals and so is the name of no field" + where
                    + "; say it in small letters.");
        }
    }
}
