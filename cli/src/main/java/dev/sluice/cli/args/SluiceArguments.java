package dev.sluice.cli.args;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The words of {@code sluice run} and {@code sluice check}. */
public final class SluiceArguments {
    private static final Map<String, BiConsumer<StartOptionsBuilder, String>> FLAGS = Map.of(
            "--daemon", (o, w) -> o.background = true,
            "--notify",
                    (o, w) -> {
                        o.master = true;
                        o.supervised = true;
                    },
            "--quiet", (o, w) -> o.quiet = true,
            "-q", (o, w) -> o.quiet = true);

    private static final Map<String, BiConsumer<StartOptionsBuilder, String>> WITH_ARGUMENT = Map.of(
            "-f", (o, w) -> o.files.add(w),
            "--grpc", (o, w) -> o.grpc = w,
            "--metrics", (o, w) -> o.metrics = w,
            "--pid-file", (o, w) -> o.pidFile = w,
            "-p", (o, w) -> o.pidFile = w,
            "-C", (o, w) -> o.directory = w,
            "-S",
                    (o, w) -> {
                        o.master = true;
                        o.masterSocket = w;
                    });

    private SluiceArguments() {}

    /** Reads the words behind {@code run} or {@code check}; a word without a dash is a file. */
    public static StartOptions parse(List<String> words, boolean check) throws UsageException {
        StartOptionsBuilder options = new StartOptionsBuilder();
        options.verbose = check;
        options.purpose = check ? StartOptions.Purpose.CHECK : StartOptions.Purpose.RUN;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            BiConsumer<StartOptionsBuilder, String> flag = FLAGS.get(word);
            BiConsumer<StartOptionsBuilder, String> withArgument = WITH_ARGUMENT.get(word);
            if (flag != null) {
                flag.accept(options, word);
            } else if (withArgument != null) {
                if (++i >= words.size()) {
                    throw new UsageException("option '" + word + "' needs an argument");
                }
                withArgument.accept(options, words.get(i));
            } else if (word.startsWith("-")) {
                throw new UsageException("unknown option '" + word + "'");
            } else {
                options.files.add(word);
            }
        }
        if (options.files.isEmpty()) {
            throw new UsageException("no configuration file was given (-f <file>)");
        }
        return options.build();
    }
}
