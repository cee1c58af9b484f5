package dev.sluice.operation.variable;

import dev.sluice.config.Level;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.ProcessVariable;
import java.util.List;
import java.util.Optional;

/** What can be done with the variables of the process. */
public final class VariableOperations {
    public static final Declared<GetVariable> GET_VARIABLE = Declared.look(
            GetVariable.class, "get-variable", Level.OPERATOR, "tell the value of a variable", VariableOperations::get);
    public static final Declared<ListVariables> LIST_VARIABLES = Declared.look(
                    ListVariables.class,
                    "list-variables",
                    Level.OPERATOR,
                    "list the variables of the process",
                    VariableOperations::list)
            .typedOnly();
    public static final Declared<SetVariable> SET_VARIABLE = Declared.change(
            SetVariable.class, "set-variable", Level.OPERATOR, "give a variable a value", VariableOperations::set);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(GET_VARIABLE, LIST_VARIABLES, SET_VARIABLE);

    private VariableOperations() {}

    private static Outcome get(GetVariable operation, Context context) {
        return find(operation.name(), context)
                .map(Outcome::value)
                .orElseGet(() -> Outcome.refused(Reason.VARIABLE_NOT_FOUND, "Variable not found."));
    }

    private static Optional<ProcessVariable> find(String name, Context context) {
        return context.dataPlane().variables().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst();
    }

    private static Outcome list(ListVariables operation, Context context) {
        return new Outcome.Rows(Cursor.of(context.dataPlane().variables()));
    }

    private static Outcome set(SetVariable operation, Context context) {
        boolean scoped = operation.name().matches("p?(sess|txn|req|res)\\..+|check\\..+");
        if (scoped) {
            return Outcome.refused(
                    Reason.BAD_ARGUMENT,
                    "'set var': cannot set variable '" + operation.name() + "', only scope 'proc' is permitted here.");
        }
        Optional<String> problem =
                context.dataPlane().checkVariable(operation.name(), operation.text(), operation.format());
        if (problem.isPresent()) {
            return Outcome.refused(Reason.BAD_ARGUMENT, problem.get());
        }
        context.changing();
        context.dataPlane().setVariable(operation.name(), operation.text(), operation.format());
        context.changed("variable " + operation.name() + " set");
        return find(operation.name(), context).map(Outcome::value).orElse(Outcome.OK);
    }
}
