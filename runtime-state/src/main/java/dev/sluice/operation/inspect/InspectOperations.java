package dev.sluice.operation.inspect;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Outcome;
import java.util.List;

/** What can be asked of the program's insides. */
public final class InspectOperations {
    public static final Declared<ShowActivity> SHOW_ACTIVITY = Declared.slowLook(
            ShowActivity.class,
            "show-activity",
            Level.OPERATOR,
            "tell what each worker has done",
            InspectHandlers::activity);
    public static final Declared<ShowThreads> SHOW_THREADS = Declared.slowLook(
            ShowThreads.class,
            "show-threads",
            Level.USER,
            "list the threads and what they are doing",
            InspectHandlers::threads);
    public static final Declared<ShowTasks> SHOW_TASKS = Declared.slowLook(
            ShowTasks.class, "show-tasks", Level.USER, "count what the workers have to do", InspectHandlers::tasks);
    public static final Declared<ShowPools> SHOW_POOLS = Declared.slowLook(
            ShowPools.class, "show-pools", Level.USER, "list where memory goes", InspectHandlers::pools);
    public static final Declared<ShowDescriptors> SHOW_DESCRIPTORS = Declared.slowLook(
                    ShowDescriptors.class,
                    "show-fd",
                    Level.OPERATOR,
                    "list open descriptors",
                    InspectHandlers::descriptors)
            .textOnly();
    public static final Declared<ShowLibraries> SHOW_LIBRARIES = Declared.slowLook(
                    ShowLibraries.class,
                    "show-libs",
                    Level.OPERATOR,
                    "list what code is loaded",
                    InspectHandlers::libraries)
            .textOnly();
    public static final Declared<ShowDeveloperInfo> SHOW_DEVELOPER_INFO = Declared.slowLook(
                    ShowDeveloperInfo.class,
                    "show-dev",
                    Level.USER,
                    "tell of program and machine what developers ask for",
                    InspectHandlers::facts)
            .textOnly();
    public static final Declared<ShowProfiling> SHOW_PROFILING = Declared.slowLook(
                    ShowProfiling.class,
                    "show-profiling",
                    Level.ADMIN,
                    "tell what threads used while it was profiled",
                    InspectHandlers::profile)
            .textOnly();
    public static final Declared<SetProfiling> SET_PROFILING = Declared.change(
                    SetProfiling.class,
                    "set-profiling",
                    Level.ADMIN,
                    "begin or end to profile threads",
                    InspectHandlers::setProfiling)
            .textOnly();
    public static final Declared<ShowStartupLogs> SHOW_STARTUP_LOGS = Declared.look(
            ShowStartupLogs.class,
            "show-startup-logs",
            Level.OPERATOR,
            "repeat what was said at start",
            InspectHandlers::startupLogs);
    public static final Declared<ShowErrors> SHOW_ERRORS = Declared.look(
            ShowErrors.class,
            "show-errors",
            Level.OPERATOR,
            "show the last messages that were refused as no HTTP",
            InspectHandlers::errors);
    public static final Declared<ShowRareEvents> SHOW_RARE_EVENTS = Declared.look(
                    ShowRareEvents.class,
                    "show-rare-events",
                    Level.OPERATOR,
                    "count what should hardly ever happen",
                    InspectHandlers::rareEvents)
            .textOnly();
    public static final Declared<ResetRareEvents> RESET_RARE_EVENTS = Declared.change(
                    ResetRareEvents.class,
                    "reset-rare-events",
                    Level.OPERATOR,
                    "count them from zero again",
                    InspectHandlers::resetRareEvents)
            .textOnly();
    public static final Declared<FetchUri> FETCH_URI = Declared.slowLook(
                    FetchUri.class,
                    "httpclient",
                    Level.ADMIN,
                    "send one HTTP request from the process itself",
                    InspectHandlers::fetch)
            .textOnly();
    public static final Declared<DebugLog> DEBUG_LOG = Declared.change(
                    DebugLog.class,
                    "debug-log",
                    Level.ADMIN,
                    "write a line to the log targets of the process",
                    InspectHandlers::log)
            .textOnly();
    public static final Declared<DebugExit> DEBUG_EXIT = Declared.change(
                    DebugExit.class, "debug-exit", Level.ADMIN, "end the process at once", InspectHandlers::exit)
            .textOnly();

    public static final Declared<DumpStatsFile> DUMP_STATS_FILE = Declared.look(
                    DumpStatsFile.class,
                    "dump-stats-file",
                    Level.USER,
                    "write out the counters of objects that have a guid",
                    (operation, context) -> Outcome.value(context.state()))
            .textOnly();

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(
            SHOW_ACTIVITY,
            SHOW_THREADS,
            SHOW_TASKS,
            SHOW_POOLS,
            SHOW_DESCRIPTORS,
            SHOW_LIBRARIES,
            SHOW_DEVELOPER_INFO,
            SHOW_PROFILING,
            SET_PROFILING,
            SHOW_STARTUP_LOGS,
            SHOW_ERRORS,
            SHOW_RARE_EVENTS,
            RESET_RARE_EVENTS,
            FETCH_URI,
            DEBUG_LOG,
            DEBUG_EXIT,
            DUMP_STATS_FILE);

    private InspectOperations() {}
}
