package dev.sluice.operation.process;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be done with the process as a whole. */
public final class ProcessOperations {
    public static final Declared<ShowInfo> SHOW_INFO =
            Declared.look(ShowInfo.class, "show-info", Level.USER, "tell of the process", ProcessHandlers::info);
    public static final Declared<ShowVersion> SHOW_VERSION =
            Declared.look(ShowVersion.class, "show-version", Level.USER, "tell the version", ProcessHandlers::version);
    public static final Declared<ShowEnvironment> SHOW_ENVIRONMENT = Declared.look(
            ShowEnvironment.class, "show-env", Level.OPERATOR, "list the environment", ProcessHandlers::environment);
    public static final Declared<ShowAdminSockets> SHOW_ADMIN_SOCKETS = Declared.look(
            ShowAdminSockets.class,
            "show-cli-sockets",
            Level.USER,
            "list the sockets that commands come in by",
            ProcessHandlers::adminSockets);
    public static final Declared<SetGlobalMaxconn> SET_GLOBAL_MAXCONN = Declared.change(
            SetGlobalMaxconn.class,
            "set-maxconn-global",
            Level.ADMIN,
            "change how many connections the process takes at once",
            ProcessHandlers::maxconn);
    public static final Declared<SetRateLimit> SET_RATE_LIMIT = Declared.change(
            SetRateLimit.class,
            "set-rate-limit",
            Level.ADMIN,
            "limit what the process takes in a second",
            ProcessHandlers::rateLimit);
    public static final Declared<UpdateLimits> UPDATE_LIMITS = Declared.change(
                    UpdateLimits.class,
                    "update-limits",
                    Level.ADMIN,
                    "set several limits of the process at once",
                    LimitsHandler::update)
            .typedOnly();
    public static final Declared<Wait> WAIT = Declared.slowLook(
            Wait.class, "wait", Level.ADMIN, "wait for a time, or until something can be removed", WaitHandler::start);
    public static final Declared<Reload> RELOAD = Declared.slowChange(
            Reload.class,
            "reload",
            Level.ADMIN,
            "read the configuration again and apply it in place",
            ReloadHandler::reload);
    public static final Declared<Stop> STOP = Declared.slowChange(
                    Stop.class, "stop", Level.ADMIN, "end the process", StopHandlers::stop)
            .internal();
    public static final Declared<PauseAll> PAUSE_ALL = Declared.slowChange(
                    PauseAll.class, "pause-all", Level.ADMIN, "pause all frontends", StopHandlers::pauseAll)
            .internal();
    public static final Declared<ResumeAll> RESUME_ALL = Declared.slowChange(
                    ResumeAll.class, "resume-all", Level.ADMIN, "resume all paused frontends", StopHandlers::resumeAll)
            .internal();

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(
            SHOW_INFO,
            SHOW_VERSION,
            SHOW_ENVIRONMENT,
            SHOW_ADMIN_SOCKETS,
            SET_GLOBAL_MAXCONN,
            SET_RATE_LIMIT,
            UPDATE_LIMITS,
            WAIT,
            RELOAD,
            STOP,
            PAUSE_ALL,
            RESUME_ALL);

    private ProcessOperations() {}
}
