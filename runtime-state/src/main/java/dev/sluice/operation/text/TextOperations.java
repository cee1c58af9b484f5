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
            EXPERIMENTAL_MODE);

    private TextOperations() {}
}
