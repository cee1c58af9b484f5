package dev.sluice.socket.command;

import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.variable.GetVariable;
import dev.sluice.operation.variable.SetVariable;
import dev.sluice.state.ProcessVariable;
import java.util.List;

/** How operations on the variables of the process are said. */
public final class VariableWords {
    private static final String NO_NAME = "Missing process-wide variable identifier.";

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                            GetVariable.class,
                            "get var",
                            "<name>",
                            "tell the type and value of a variable of the process",
                            (words, speaker) -> words.at(0).isEmpty()
                                    ? Parsed.refused(Reason.MISSING_ARGUMENT, NO_NAME)
                                    : Parsed.of(new GetVariable(words.at(0))))
                    .told(VariableWords::render),
            Spoken.as(
                            SetVariable.class,
                            "set var",
                            "<name> [fmt|expr] {<format>|<expression>}",
                            "give a variable of the process a value",
                            VariableWords::set)
                    .told((outcome, words, speaker) -> Reply.OK)
                    .gated(Spoken.Gate.EXPERIMENTAL));

    private VariableWords() {}

    private static Parsed set(Words words, Speaker speaker) {
        if (words.at(0).isEmpty()) {
            return Parsed.refused(Reason.MISSING_ARGUMENT, NO_NAME);
        }
        if (words.at(1).isEmpty()) {
            return Parsed.refused(Reason.MISSING_ARGUMENT, "Missing either 'expr', 'fmt' or expression.");
        }
        if (words.at(2).isEmpty()) {
            return Parsed.of(new SetVariable(words.at(0), words.at(1), false));
        }
        return switch (words.at(1)) {
            case "expr" -> Parsed.of(new SetVariable(words.at(0), words.at(2), false));
            case "fmt" -> Parsed.of(new SetVariable(words.at(0), words.at(2), true));
            default ->
                Parsed.refused(
                        Reason.BAD_ARGUMENT,
                        "'set var': arg type must be either 'expr' or 'fmt' but got '" + words.at(1) + "'.");
        };
    }

    private static Reply render(Outcome outcome, Words words, Speaker speaker) {
        ProcessVariable variable = Values.of(outcome, ProcessVariable.class);
        StringBuilder shown = new StringBuilder();
        for (char c : variable.value().toCharArray()) {
            // Whatever a terminal could take for an order is shown as a dot.
            shown.append(c >= ' ' && c < 0x7F ? c : '.');
        }
        return Reply.info(variable.name() + ": type=" + variable.type() + " value=<" + shown + ">");
    }
}
