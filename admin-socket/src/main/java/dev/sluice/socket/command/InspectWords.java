package dev.sluice.socket.command;

import dev.sluice.operation.Numbers;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.inspect.DebugExit;
import dev.sluice.operation.inspect.DebugLog;
import dev.sluice.operation.inspect.FetchUri;
import dev.sluice.operation.inspect.ResetRareEvents;
import dev.sluice.operation.inspect.SetProfiling;
import dev.sluice.operation.inspect.ShowActivity;
import dev.sluice.operation.inspect.ShowDescriptors;
import dev.sluice.operation.inspect.ShowDeveloperInfo;
import dev.sluice.operation.inspect.ShowErrors;
import dev.sluice.operation.inspect.ShowLibraries;
import dev.sluice.operation.inspect.ShowPools;
import dev.sluice.operation.inspect.ShowProfiling;
import dev.sluice.operation.inspect.ShowRareEvents;
import dev.sluice.operation.inspect.ShowStartupLogs;
import dev.sluice.operation.inspect.ShowTasks;
import dev.sluice.operation.inspect.ShowThreads;
import dev.sluice.socket.command.Spoken.Gate;
import java.util.List;
import java.util.Set;

/** How the program's insides are asked for. */
public final class InspectWords {
    /** Types of descriptors that {@code show fd} can be narrowed to. */
    private static final String DESCRIPTOR_TYPES = "-!plcfbsd";

    private static final Set<String> PROFILING_TASKS =
            Set.of("on", "auto", "off", "lock", "no-lock", "memory", "no-memory");

    private static final Set<String> PROFILING_OPTIONS =
            Set.of("all", "status", "tasks", "memory", "byaddr", "bytime", "byctx", "aggr");

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                            ShowActivity.class,
                            "show activity",
                            "[-1|0|<thread>]",
                            "tell what each worker has done",
                            (words, speaker) -> Parsed.of(
                                    new ShowActivity(words.has(0) ? Numbers.atoi(words.at(0)) : ShowActivity.ALL)))
                    .told(InspectText::activity),
            Spoken.as(
                            ShowThreads.class,
                            "show threads",
                            "",
                            "list threads and where they are",
                            (words, speaker) -> Parsed.of(new ShowThreads()))
                    .told(InspectText::threads),
            Spoken.as(
                            ShowTasks.class,
                            "show tasks",
                            "",
                            "count what the workers have to do",
                            (words, speaker) -> Parsed.of(new ShowTasks()))
                    .told(InspectText::tasks),
            Spoken.as(
                            ShowPools.class,
                            "show pools",
                            "[by*] [match <prefix>] [<lines>]",
                            "list where memory goes",
                            InspectWords::pools)
                    .told(PoolsText::pools)
                    .shaped(Spoken.Shape.ofAll((rows, words, speaker) -> PoolsText.shown((Outcome) rows, words))),
            Spoken.as(
                            ShowDescriptors.class,
                            "show fd",
                            "[-!plcfbs]* [<number>]",
                            "list open descriptors, or one of them",
                            InspectWords::descriptors)
                    .told(DescriptorsText::descriptors)
                    .shaped(Spoken.Shape.ofAll((rows, words, speaker) -> DescriptorsText.shown((Outcome) rows, words))),
            Spoken.as(
                            ShowLibraries.class,
                            "show libs",
                            "",
                            "list the files whose code is loaded",
                            (words, speaker) -> Parsed.of(new ShowLibraries()))
                    .told(InspectText::libraries),
            Spoken.as(
                            ShowDeveloperInfo.class,
                            "show dev",
                            "",
                            "tell of program and machine what developers ask for",
                            (words, speaker) -> words.has(0)
                                    ? Parsed.refused(Reason.BAD_ARGUMENT, "This command takes no argument.")
                                    : Parsed.of(new ShowDeveloperInfo()))
                    .told(InspectText::facts),
            Spoken.as(
                            ShowProfiling.class,
                            "show profiling",
                            "[<what>|<lines>|<options>]*",
                            "tell what threads used while it was profiled",
                            InspectWords::profiling)
                    .told(ProfilingText::profile),
            Spoken.as(
                    SetProfiling.class,
                    "set profiling",
                    "tasks {auto|on|off}",
                    "begin or end to profile (tasks)",
                    InspectWords::setProfiling),
            Spoken.as(
                            ShowStartupLogs.class,
                            "show startup-logs",
                            "",
                            "repeat what was said at start",
                            (words, speaker) -> Parsed.of(new ShowStartupLogs()))
                    .told(InspectText::startupLogs),
            Spoken.as(
                            ShowErrors.class,
                            "show errors",
                            "[<proxy>] [request|response]",
                            "show the last messages of each proxy that were no HTTP",
                            (words, speaker) -> Parsed.of(new ShowErrors(words.at(0), direction(words.at(1)))))
                    .told(ErrorsText::errors)
                    .shaped(ErrorsText::values),
            Spoken.as(
                            ShowRareEvents.class,
                            "debug counters",
                            "[?|all|bug|cnt|chk|glt]*",
                            "count what should hardly ever happen, or reset",
                            InspectWords::rareEvents)
                    .also(List.of(ResetRareEvents.class))
                    .told(InspectText::rareEvents),
            Spoken.as(
                            FetchUri.class,
                            "httpclient",
                            "<method> <URI>",
                            "send an HTTP request and show the answer",
                            InspectWords::fetch)
                    .told(InspectText::fetched)
                    .gated(Gate.EXPERT),
            Spoken.as(
                            DebugLog.class,
                            "debug dev log",
                            "[<text>]",
                            "write a line to the global log targets",
                            (words, speaker) -> Parsed.of(new DebugLog(String.join(" ", words.list()))))
                    .gated(Gate.EXPERT),
            Spoken.as(
                            DebugExit.class,
                            "debug dev exit",
                            "[<status>]",
                            "end the process at once",
                            (words, speaker) -> Parsed.of(new DebugExit(Numbers.atoi(words.at(0)))))
                    .gated(Gate.EXPERT));

    private InspectWords() {}

    private static ShowErrors.Direction direction(String word) {
        return switch (word) {
            case "request" -> ShowErrors.Direction.REQUEST;
            case "response" -> ShowErrors.Direction.RESPONSE;
            default -> ShowErrors.Direction.ALL;
        };
    }

    private static Parsed pools(Words words, Speaker speaker) {
        return PoolsText.Asked.of(words).isPresent()
                ? Parsed.of(new ShowPools())
                : Parsed.refused(
                        Reason.BAD_ARGUMENT,
                        "Expects either 'byname', 'bysize', 'byusage', 'match <pfx>', 'detailed', or a max number of"
                                + " output lines.");
    }

    private static Parsed descriptors(Words words, Speaker speaker) {
        for (int i = 0; words.has(i); i++) {
            String word = words.at(i);
            if (Character.isDigit(word.charAt(0))) {
                return word.endsWith("/")
                        ? Parsed.refused(Reason.BAD_ARGUMENT, "Invalid TGID.")
                        : Parsed.of(new ShowDescriptors());
            }
            if (!word.chars().allMatch(c -> DESCRIPTOR_TYPES.indexOf(c) >= 0)) {
                return Parsed.refused(Reason.BAD_ARGUMENT, "Invalid FD type");
            }
        }
        return Parsed.of(new ShowDescriptors());
    }

    private static Parsed profiling(Words words, Speaker speaker) {
        for (String word : words.list()) {
            if (!PROFILING_OPTIONS.contains(word) && Numbers.atoi(word) == 0) {
                return Parsed.refused(
                        Reason.BAD_ARGUMENT,
                        "Expects either 'all', 'status', 'tasks', 'memory', 'byaddr', 'bytime', 'byctx', 'aggr' or a"
                                + " max number of output lines.");
            }
        }
        return Parsed.of(new ShowProfiling());
    }

    private static Parsed setProfiling(Words words, Speaker speaker) {
        if (words.at(0).equals("memory")) {
            // What tasks allocate is counted with them; allocations by place are the Java runtime's to tell.
            return Parsed.refused(Reason.NOT_SUPPORTED, "Memory profiling not compiled in.");
        }
        if (!words.at(0).equals("tasks")) {
            return Parsed.refused(Reason.BAD_ARGUMENT, "Expects either 'tasks' or 'memory'.");
        }
        if (!words.has(1) || !PROFILING_TASKS.containsAll(words.from(1).list())) {
            return Parsed.refused(
                    Reason.BAD_ARGUMENT,
                    "Expects a combination of either 'on', 'auto', 'off', 'lock', 'no-lock', 'memory' or 'no-memory'.");
        }
        SetProfiling.Mode mode = words.contains("on")
                ? SetProfiling.Mode.ON
                : words.contains("off") ? SetProfiling.Mode.OFF : SetProfiling.Mode.AUTO;
        return Parsed.of(new SetProfiling(mode));
    }

    private static Parsed rareEvents(Words words, Speaker speaker) {
        boolean known = words.list().stream().allMatch(InspectText.RARE_WORDS::contains);
        if (!known) {
            return Parsed.refused(
                    Reason.BAD_ARGUMENT,
                    "Expects an optional action ('reset','show','on','off'), optional types ('bug','chk','cnt','glt')"
                            + " and optionally 'all' to even dump null counters.");
        }
        return Parsed.of(words.contains("reset") ? new ResetRareEvents() : new ShowRareEvents());
    }

    private static Parsed fetch(Words words, Speaker speaker) {
        Words asked = words.at(0).equals("--htx") ? words.from(1) : words;
        return Parsed.of(new FetchUri(asked.at(0), asked.at(1)));
    }
}
