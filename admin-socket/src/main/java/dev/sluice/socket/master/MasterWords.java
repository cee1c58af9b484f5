package dev.sluice.socket.master;

import dev.sluice.operation.text.Help;
import dev.sluice.socket.command.InspectWords;
import dev.sluice.socket.command.ProcessWords;
import dev.sluice.socket.command.Reply;
import dev.sluice.socket.command.Spoken;
import dev.sluice.socket.command.TextWords;
import dev.sluice.socket.command.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the master itself understands. */
final class MasterWords {
    /** Commands of the ordinary socket that the master answers for itself. */
    private static final Set<String> SHARED = Set.of(
            "help", "echo", "show version", "show env", "show startup-logs", "show cli level", "operator", "user");

    static final Vocabulary ALL = Vocabulary.join(List.of(
            List.of(
                    listed("@!<pid>", "have the process of this number run a command"),
                    listed("@<relative pid>", "have the worker run a command"),
                    listed("@master", "have the master run a command"),
                    listed("reload", "read the configuration again and apply it in place"),
                    listed("hard-reload", "the same, and cut every session"),
                    listed("show proc", "list master and worker"),
                    listed("show cli sockets", "list the sockets of the master")),
            shared(TextWords.ALL),
            shared(ProcessWords.ALL),
            shared(InspectWords.ALL)));

    private MasterWords() {}

    /** What {@link MasterInterpreter} does before it looks for words; here only so that help lists it. */
    private static Spoken<?> listed(String keyword, String summary) {
        return Spoken.here(Help.class, keyword, "", summary, (words, speaker) -> Reply.OK);
    }

    private static List<Spoken<?>> shared(List<Spoken<?>> words) {
        List<Spoken<?>> shared = new ArrayList<>(words);
        shared.removeIf(spoken -> !SHARED.contains(String.join(" ", spoken.keyword())));
        return shared;
    }
}
