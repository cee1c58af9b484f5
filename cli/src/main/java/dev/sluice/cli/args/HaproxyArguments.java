package dev.sluice.cli.args;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** HAProxy's command line (management guide section 3): one letter or a few behind a dash, an argument in the next word. */
public final class HaproxyArguments {
    /** Options without argument, longest first where one begins another. Those that change nothing here are HAProxy's own debugging aids. */
    private static final Map<String, BiConsumer<StartOptionsBuilder, String>> FLAGS = Map.ofEntries(
            Map.entry("-v", (o, w) -> o.purpose = StartOptions.Purpose.VERSION),
            Map.entry("-vv", (o, w) -> o.purpose = StartOptions.Purpose.BUILD_OPTIONS),
            Map.entry("-vq", (o, w) -> o.purpose = StartOptions.Purpose.VERSION_NUMBER),
            Map.entry("-vqs", (o, w) -> o.purpose = StartOptions.Purpose.SHORT_VERSION),
            Map.entry("-vqb", (o, w) -> o.purpose = StartOptions.Purpose.BRANCH),
            Map.entry("-h", (o, w) -> o.purpose = StartOptions.Purpose.USAGE),
            Map.entry("-c", (o, w) -> o.purpose = StartOptions.Purpose.CHECK),
            Map.entry("-D", (o, w) -> o.background = true),
            Map.entry("-d", (o, w) -> o.foreground = true),
            Map.entry("-db", (o, w) -> o.foreground = true),
            Map.entry("-dD", (o, w) -> o.diagnostics = true),
            Map.entry("-dW", (o, w) -> o.warningsAreErrors = true),
            Map.entry("-W", (o, w) -> o.master = true),
            Map.entry("-Ws", (o, w) -> {
                o.master = true;
                o.supervised = true;
            }),
            Map.entry("-q", (o, w) -> o.quiet = true),
            Map.entry("-V", (o, w) -> o.verbose = true));

    private static final Map<String, BiConsumer<StartOptionsBuilder, String>> WITH_ARGUMENT = Map.of(
            "-f", (o, w) -> o.files.add(w),
            "-C", (o, w) -> o.directory = w,
            "-p", (o, w) -> o.pidFile = w,
            "-S", (o, w) -> o.masterSocket = w,
            "-L", (o, w) -> o.localPeer = w,
            "-m", (o, w) -> number(w),
            "-N", (o, w) -> number(w),
            "-n", (o, w) -> o.maxconn = number(w),
            "-x", (o, w) -> {},
            "-cc",
                    (o, w) -> {
                        o.purpose = StartOptions.Purpose.CONDITION;
                        o.condition = w;
                    });

    private HaproxyArguments() {}

    /** Reads the words; says what is wrong with the first that is. */
    public static StartOptions parse(List<String> words) throws UsageException {
        StartOptionsBuilder options = new StartOptionsBuilder();
        int next = 0;
        while (next < words.size()) {
            next = option(options, words, next);
        }
        boolean reads = options.purpose == StartOptions.Purpose.RUN || options.purpose == StartOptions.Purpose.CHECK;
        if (reads && options.files.isEmpty()) {
            throw new UsageException("no configuration file was given (-f <file>)");
        }
        return options.build();
    }

    /** Reads the option at {@code at}; returns where the next one is. */
    private static int option(StartOptionsBuilder options, List<String> words, int at) throws UsageException {
        String word = words.get(at);
        BiConsumer<StartOptionsBuilder, String> flag = FLAGS.get(word);
        if (flag != null) {
            flag.accept(options, word);
            return at + 1;
        }
        BiConsumer<StartOptionsBuilder, String> withArgument = WITH_ARGUMENT.get(word);
        if (withArgument != null) {
            return argument(options, withArgument, words, at);
        }
        if (word.equals("--")) {
            options.files.addAll(words.subList(at + 1, words.size()));
            return words.size();
        }
        if (word.equals("-sf") || word.equals("-st")) {
            return finishing(options, words, at);
        }
        if (word.startsWith("-d")) {
            return at + 1; // -dM, -dI, -dC, -dS …: switches of HAProxy's insides.
        }
        throw new UsageException("unknown option '" + word + "'");
    }

    private static int argument(
            StartOptionsBuilder options, BiConsumer<StartOptionsBuilder, String> option, List<String> words, int at)
            throws UsageException {
        if (at + 1 >= words.size()) {
            throw new UsageException("option '" + words.get(at) + "' needs an argument");
        }
        try {
            option.accept(options, words.get(at + 1));
        } catch (NumberFormatException e) {
            throw new UsageException("option '" + words.get(at) + "' needs a number, not '" + words.get(at + 1) + "'");
        }
        return at + 2;
    }

    private static int finishing(StartOptionsBuilder options, List<String> words, int at) throws UsageException {
        List<Long> processes = new ArrayList<>();
        int next = at + 1;
        while (next < words.size() && !words.get(next).startsWith("-")) {
            // What `cat` says of an empty pid file, or of one with several lines.
            for (String word : words.get(next).strip().split("\\s+", -1)) {
                addProcess(processes, words.get(at), word);
            }
            next++;
        }
        options.finishing = new StartOptions.Finishing(words.get(at).equals("-sf"), processes);
        return next;
    }

    private static void addProcess(List<Long> processes, String option, String word) throws UsageException {
        if (word.isEmpty()) {
            return;
        }
        try {
            processes.add(Long.parseLong(word));
        } catch (NumberFormatException e) {
            throw new UsageException("option '" + option + "' needs process numbers, not '" + word + "'");
        }
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
