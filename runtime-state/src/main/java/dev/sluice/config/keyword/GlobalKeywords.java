package dev.sluice.config.keyword;

import dev.sluice.config.DefaultPath;
import dev.sluice.config.DefaultPath.Policy;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The {@code global} section: the process. */
final class GlobalKeywords {
    private static final Set<Place> GLOBAL = Set.of(Place.GLOBAL);
    private static final Pattern ANON_KEY = Pattern.compile("[0-9]{1,10}");
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Choice<Policy> POLICIES = Choice.of(Policy.class);
    private static final int THREADS_MAX = 1024;
    static final List<Keyword> ALL = List.of(
            Keyword.of("maxconn", "<number>", GLOBAL, "connections of clients that the process has at once")
                    .effective(Forms.count(GlobalSettings.MAXCONN)),
            Keyword.of("maxconnrate", "<number>", GLOBAL, "connections a second that are taken")
                    .effective(Forms.count(GlobalSettings.MAX_CONN_RATE)),
            Keyword.of("maxsessrate", "<number>", GLOBAL, "sessions a second that are begun")
                    .effective(Forms.count(GlobalSettings.MAX_SESS_RATE)),
            Keyword.of("maxsslrate", "<number>", GLOBAL, "encrypted sessions a second that are begun")
                    .effective(Forms.count(GlobalSettings.MAX_SSL_RATE)),
            Keyword.of("nbthread", "<number>", GLOBAL, "workers")
                    .effective(Forms.number(GlobalSettings.NBTHREAD, 1, THREADS_MAX)),
            Keyword.of("anonkey", "<key>", GLOBAL, "what names are hidden with on the admin socket")
                    .effective(GlobalKeywords::anonKey),
            Keyword.of("node", "<name>", GLOBAL, "the name of this node in statistics")
                    .effective(GlobalKeywords::node),
            Keyword.of("description", "<text>", GLOBAL, "a text for statistics")
                    .effective(Forms.text(GlobalSettings.DESCRIPTION)),
            Keyword.of("spread-checks", "<0..50, percent>", GLOBAL, "random spread of the times between checks")
                    .effective(Forms.number(GlobalSettings.SPREAD_CHECKS, 0, 50)),
            Keyword.of("max-spread-checks", "<time>", GLOBAL, "the longest time that the first checks are spread over")
                    .effective(Forms.time(GlobalSettings.MAX_SPREAD_CHECKS)),
            Keyword.of("user", "<name>", GLOBAL, "the user to become once all is bound")
                    .effective(line -> identity(line, GlobalSettings.USER.name(), GlobalSettings.UID.name())),
            Keyword.of("group", "<name>", GLOBAL, "the group to become once all is bound")
                    .effective(line -> identity(line, GlobalSettings.GROUP.name(), GlobalSettings.GID.name())),
            Keyword.of("uid", "<number>", GLOBAL, "the user to become once all is bound, as a number")
                    .effective(line -> identity(line, GlobalSettings.USER.name(), GlobalSettings.UID.name())),
            Keyword.of("gid", "<number>", GLOBAL, "the group to become once all is bound, as a number")
                    .effective(line -> identity(line, GlobalSettings.GROUP.name(), GlobalSettings.GID.name())),
            Keyword.of("chroot", "<directory>", GLOBAL, "the directory that becomes the root once all is bound")
                    .effective(Forms.word(GlobalSettings.CHROOT, "a directory")),
            Keyword.of("daemon", "", GLOBAL, "go to the background once all is ready")
                    .effective(Forms.fixed(GlobalSettings.DAEMON, true)),
            // Gone from HAProxy 3.5 as well: -W and -Ws say it.
            Keyword.of("master-worker", "[no-exit-on-failure]", GLOBAL, "").notYet(),
            Keyword.of("pidfile", "<path>", GLOBAL, "the file to write the process number to")
                    .effective(Forms.word(GlobalSettings.PIDFILE, "a file name")),
            Keyword.of(
                            "fd-hard-limit",
                            "<number>",
                            GLOBAL,
                            "descriptors that the process has at most without 'ulimit-n'")
                    .effective(Forms.count(GlobalSettings.FD_HARD_LIMIT)),
            Keyword.of("ulimit-n", "<number>", GLOBAL, "descriptors that the process may have")
                    .effective(Forms.count(GlobalSettings.ULIMIT_N)),
            Keyword.of("strict-limits", "", GLOBAL, "whether a limit that cannot be had ends the start")
                    .effective(Forms.flag(GlobalSettings.STRICT_LIMITS))
                    .negatable(),
            Keyword.of("zero-warning", "", GLOBAL, "refuse files that are warned of")
                    .effective(Forms.fixed(GlobalSettings.ZERO_WARNING, true)),
            Keyword.of("hard-stop-after", "<time>", GLOBAL, "how long a soft stop waits for what still runs")
                    .effective(Forms.positiveTime(GlobalSettings.HARD_STOP_AFTER)),
            Keyword.of("log-send-hostname", "[<name>]", GLOBAL, "the host name in logs")
                    .effective(GlobalKeywords::logSendHostname),
            Keyword.of(
                            "default-path",
                            "current|config|parent|origin <directory>",
                            GLOBAL,
                            "where relative names of files begin")
                    .effective(GlobalKeywords::defaultPath),
            Keyword.of("setenv", "<name> <value>", GLOBAL, "give a variable a value, for the lines that follow")
                    .effective(line -> setEnvironment(line, true)),
            Keyword.of("presetenv", "<name> <value>", GLOBAL, "give a variable a value unless it has one")
                    .effective(line -> setEnvironment(line, false)),
            Keyword.of("unsetenv", "<name>...", GLOBAL, "remove variables").effective(GlobalKeywords::unsetEnvironment),
            Keyword.of("resetenv", "[<name>...]", GLOBAL, "remove all variables but these")
                    .effective(line -> line.environment().retain(line.rest())));

    private GlobalKeywords() {}

    private static void defaultPath(Line line) throws BadLineException {
        Policy policy = POLICIES.read(line);
        String origin = policy == Policy.ORIGIN ? line.next("a directory behind 'origin'") : "";
        DefaultPath next = new DefaultPath(policy, origin);
        String directory = next.directory(line.location().file());
        if (!directory.isEmpty() && !Files.isDirectory(Path.of(directory))) {
            throw line.bad("'default-path': there is no directory '" + directory + "'.");
        }
        line.set(GlobalSettings.DEFAULT_PATH, next);
    }

    private static void anonKey(Line line) throws BadLineException {
        String word = line.next("a number");
        if (!ANON_KEY.matcher(word).matches() || Long.parseLong(word) > 0xFFFF_FFFFL) {
            throw line.bad("'anonkey': '" + word + "' is no number of 32 bits (0 to 4294967295).");
        }
        line.set(GlobalSettings.ANON_KEY, Long.parseLong(word));
    }

    private static void node(Line line) throws BadLineException {
        String name = line.next("a name");
        if (!NODE.matcher(name).matches()) {
            throw line.bad("'node': the name '" + name
                    + "' has a character that it cannot have (letters, digits, '-', '_' and '.' can).");
        }
        line.set(GlobalSettings.NODE, name);
    }

    /** A user or group can be said once, by name or by number. */
    private static void identity(Line line, String byName, String byNumber) throws BadLineException {
        boolean user = byName.equals(GlobalSettings.USER.name());
        boolean said = user
                ? line.settings().has(GlobalSettings.USER) || line.settings().has(GlobalSettings.UID)
                : line.settings().has(GlobalSettings.GROUP) || line.settings().has(GlobalSettings.GID);
        if (said) {
            line.warn("'" + line.keyword() + "': " + byName + "/" + byNumber
                    + " already specified, the first one counts.");
            List<String> unused = line.rest();
            return;
        }
        if (line.keyword().equals(byNumber)) {
            line.set(user ? GlobalSettings.UID : GlobalSettings.GID, line.number(0, Integer.MAX_VALUE));
        } else {
            line.set(user ? GlobalSettings.USER : GlobalSettings.GROUP, line.next("a name"));
        }
    }

    private static void logSendHostname(Line line) throws BadLineException {
        line.set(GlobalSettings.LOG_SEND_HOSTNAME, line.hasNext() ? line.next("a name") : HostName.own());
    }

    private static void setEnvironment(Line line, boolean replace) throws BadLineException {
        String name = line.next("the name of a variable");
        String value = line.next("the value of the variable '" + name + "'");
        if (replace || line.environment().get(name) == null) {
            line.environment().set(name, value);
        }
    }

    private static void unsetEnvironment(Line line) throws BadLineException {
        line.environment().unset(line.next("the name of a variable"));
        line.rest().forEach(line.environment()::unset);
    }
}
