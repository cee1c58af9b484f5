package dev.sluice.socket.command;

import dev.sluice.operation.Declared;
import dev.sluice.operation.text.Explain;
import dev.sluice.operation.text.SetOutput;
import dev.sluice.operation.text.ShowCommands;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Sluice tells beyond HAProxy: explanations, the list of commands for programs, and answers as JSON. */
public final class ExplainWords {
    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.here(
                    Explain.class,
                    "explain",
                    "<command>",
                    "tell arguments, level and effect of a command, with an example",
                    ExplainWords::explain),
            Spoken.here(
                    ShowCommands.class,
                    "show commands json",
                    "",
                    "list all commands for programs",
                    (words, speaker) -> Reply.data(commands(speaker))),
            Spoken.here(
                    SetOutput.class,
                    "set output",
                    "{json|text}",
                    "have what 'show' lists on this connection as JSON",
                    ExplainWords::output));

    private ExplainWords() {}

    private static Reply output(Words words, Speaker speaker) {
        switch (words.at(0)) {
            case "json" -> speaker.session().json(true);
            case "text" -> speaker.session().json(false);
            default -> {
                return Reply.error("'set output' expects 'json' or 'text'.");
            }
        }
        return Reply.OK;
    }

    private static Reply explain(Words words, Speaker speaker) {
        Optional<Spoken<?>> found = speaker.vocabulary().find(words.list());
        if (found.isEmpty()) {
            return words.has(0) ? Unknown.command(speaker, words.list()) : Reply.error("'explain' expects a command.");
        }
        Spoken<?> spoken = found.get();
        Declared<?> declared = speaker.operations().of(spoken.type());
        String gate =
                spoken.gate() == Spoken.Gate.NONE ? "" : ", in " + spoken.gate().word() + " mode";
        StringBuilder text = new StringBuilder();
        text.append("Command:   ").append(String.join(" ", spoken.keyword())).append('\n');
        text.append("Arguments: ")
                .append(spoken.arguments().isEmpty() ? "none" : spoken.arguments())
                .append('\n');
        text.append("Level:     ").append(declared.level().word()).append(gate).append('\n');
        text.append("Effect:    ")
                .append(
                        spoken.action().isPresent() && declared.effect() == Declared.Effect.LOOK
                                ? "concerns this connection alone or changes nothing"
                                : declared.effect() == Declared.Effect.CHANGE
                                        ? "changes the running program"
                                        : "changes nothing")
                .append('\n');
        text.append("Does:      ").append(summary(spoken, declared)).append('\n');
        text.append("Example:   ").append(Examples.of(spoken)).append('\n');
        return Reply.info(text.toString());
    }

    private static String summary(Spoken<?> spoken, Declared<?> declared) {
        return spoken.summary().isEmpty() ? declared.summary() : spoken.summary();
    }

    /** An array of all commands on one line. */
    private static String commands(Speaker speaker) {
        JsonText json = new JsonText();
        json.beginArray();
        speaker.vocabulary().all().stream()
                .sorted(Comparator.comparing(spoken -> String.join(" ", spoken.keyword())))
                .forEach(spoken -> command(json, spoken, speaker.operations().of(spoken.type())));
        return json.endArray().toString();
    }

    private static void command(JsonText json, Spoken<?> spoken, Declared<?> declared) {
        json.beginObject();
        json.name("command").value(String.join(" ", spoken.keyword()));
        json.name("arguments").value(spoken.arguments());
        json.name("summary").value(summary(spoken, declared));
        json.name("operation").value(declared.name());
        json.name("level").value(declared.level().word());
        json.name("mode").value(spoken.gate().word());
        json.name("effect").value(declared.effect().name().toLowerCase(Locale.ROOT));
        json.name("example").value(Examples.of(spoken));
        json.endObject();
    }
}
