package dev.sluice.operation.text;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What concerns the text connection alone; the text surface does most of it itself. */
public final class TextOperations {
    public static final Declared<Prompt> PROMPT = Declared.look(
                    Prompt.class,
                    "prompt",
                    Level.USER,
                    "switch the mode of the connection",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<Quit> QUIT = Declared.look(
                    Quit.class, "quit", Level.USER, "end the connection", TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<Help> HELP = Declared.look(
                    Help.class, "help", Level.USER, "list commands", TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<LowerLevel> LOWER_LEVEL = Declared.look(
                    LowerLevel.class,
                    "lower-level",
                    Level.USER,
                    "lower the connection's level",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<SetTimeout> SET_TIMEOUT = Declared.look(
                    SetTimeout.class,
                    "set-timeout-cli",
                    Level.USER,
                    "set the connection's idle timeout",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<SetSeverityOutput> SET_SEVERITY_OUTPUT = Declared.look(
                    SetSeverityOutput.class,
                    "set-severity-output",
                    Level.USER,
                    "have messages show their severity",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<ShowLevel> SHOW_LEVEL = Declared.look(
            ShowLevel.class, "show-cli-level", Level.USER, "tell the caller's level", TextHandlers::level);
    public static final Declared<Echo> ECHO = Declared.look(
                    Echo.class, "echo", Level.USER, "repeat a text", TextHandlers::echo)
            .textOnly();
    public static final Declared<ExpertMode> EXPERT_MODE = Declared.look(
                    ExpertMode.class,
                    "expert-mode",
                    Level.ADMIN,
                    "switch commands for experts on or off",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<ExperimentalMode> EXPERIMENTAL_MODE = Declared.look(
                    ExperimentalMode.class,
                    "experimental-mode",
                    Level.ADMIN,
                    "switch experimental commands on or off",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<ShowAnon> SHOW_ANON = Declared.look(
                    ShowAnon.class,
                    "show-anon",
                    Level.USER,
                    "tell whether the connection hides names",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<SetAnon> SET_ANON = Declared.look(
                    SetAnon.class,
                    "set-anon",
                    Level.USER,
                    "have the connection hide names, or show them again",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<SetAnonGlobalKey> SET_ANON_GLOBAL_KEY = Declared.change(
                    SetAnonGlobalKey.class,
                    "set-anon-global-key",
                    Level.ADMIN,
                    "set the key that names are hidden with where a connection gives none",
                    TextHandlers::anonKey)
            .textOnly();
    public static final Declared<DebugHash> DEBUG_HASH = Declared.look(
                    DebugHash.class,
                    "debug-hash",
                    Level.USER,
                    "show what a word is hidden behind",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<DebugWrite> DEBUG_WRITE = Declared.look(
                    DebugWrite.class,
                    "debug-write",
                    Level.ADMIN,
                    "answer with so many bytes",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<ShowEvents> SHOW_EVENTS = Declared.look(
                    ShowEvents.class,
                    "show-events",
                    Level.USER,
                    "list the newest changes, or follow them",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<ShowSchema> SHOW_SCHEMA = Declared.look(
                    ShowSchema.class,
                    "show-schema-json",
                    Level.USER,
                    "tell the schema of what is answered as JSON",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<SetOutput> SET_OUTPUT = Declared.look(
                    SetOutput.class,
                    "set-output",
                    Level.USER,
                    "have the connection answer in another form",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<Explain> EXPLAIN = Declared.look(
                    Explain.class, "explain", Level.USER, "explain a command", TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<ShowCommands> SHOW_COMMANDS = Declared.look(
                    ShowCommands.class,
                    "show-commands",
                    Level.USER,
                    "list commands for programs",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<NoMeaning> NO_MEANING = Declared.look(
                    NoMeaning.class,
                    "no-meaning",
                    Level.ADMIN,
                    "say why a command can have no meaning here",
                    TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<Trace> TRACE = Declared.look(
                    Trace.class, "trace", Level.OPERATOR, "list what can be traced", TextHandlers::ofTheConnection)
            .textOnly();
    public static final Declared<ShowTrace> SHOW_TRACE = Declared.look(
                    ShowTrace.class, "show-trace", Level.USER, "tell what is traced", TextHandlers::ofTheConnection)
            .textOnly();

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(
            PROMPT,
            QUIT,
            HELP,
            LOWER_LEVEL,
            SET_TIMEOUT,
            SET_SEVERITY_OUTPUT,
            SHOW_LEVEL,
            ECHO,
            EXPERT_MODE,
            EXPERIMENTAL_MODE,
            SHOW_ANON,
            SET_ANON,
            SET_ANON_GLOBAL_KEY,
            DEBUG_HASH,
            DEBUG_WRITE,
            SHOW_EVENTS,
            SHOW_SCHEMA,
            SET_OUTPUT,
            EXPLAIN,
            SHOW_COMMANDS,
            NO_MEANING,
            TRACE,
            SHOW_TRACE);

    private TextOperations() {}
}
