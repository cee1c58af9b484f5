package dev.sluice.proxy.sample;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A variable that is to be set, and on what conditions, as {@code set-var} names both. Immutable. */
public final class VariableTarget {
    private final VariableName variable;
    private final Set<When> conditions;

    private VariableTarget(VariableName variable, Set<When> conditions) {
        this.variable = variable;
        this.conditions = conditions;
    }

    /** What has to hold of the variable's old value and its new one. */
    private enum When {
        IFEXISTS,
        IFNOTEXISTS,
        IFEMPTY,
        IFNOTEMPTY,
        IFSET,
        IFNOTSET,
        IFGT,
        IFLT;

        static @Nullable When of(String word) {
            for (When when : values()) {
                if (when.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return when;
                }
            }
            return null;
        }

        boolean holds(boolean exists, boolean known, Sample before, Sample value) {
            return switch (this) {
                case IFEXISTS -> exists;
                case IFNOTEXISTS -> !exists;
                case IFSET -> known;
                case IFNOTSET -> !known;
                case IFEMPTY -> isEmpty(value);
                case IFNOTEMPTY -> !isEmpty(value);
                case IFGT -> !comparable(known, before, value) || before.number() > value.number();
                case IFLT -> !comparable(known, before, value) || before.number() < value.number();
            };
        }

        /** Numbers and addresses never are. */
        private static boolean isEmpty(Sample value) {
            return switch (value.type()) {
                case STR, BIN -> value.length() == 0;
                default -> false;
            };
        }

        /** What cannot be compared passes. */
        private static boolean comparable(boolean known, Sample before, Sample value) {
            return known && before.type() == SampleType.SINT && value.type() == SampleType.SINT;
        }
    }

    /** A variable, and what stands behind its name. */
    public static VariableTarget of(VariableName variable, List<String> words) throws SampleException {
        Set<When> conditions = EnumSet.noneOf(When.class);
        for (String word : words) {
            When when = When.of(word);
            if (when == null) {
                throw new SampleException("unknown condition \"" + word + "\"");
            }
            conditions.add(when);
        }
        return new VariableTarget(variable, conditions);
    }

    /** The same of a text such as {@code txn.x,ifnotset}. */
    public static VariableTarget parse(String text) throws SampleException {
        List<String> parts = List.of(text.split(",", -1));
        return of(VariableName.parse(parts.get(0)), parts.subList(1, parts.size()));
    }

    /** Sets it; false where a condition does not hold, or its scope is not there or has no room: it then keeps what it has. */
    public boolean set(SampleContext context, Sample value) {
        Variables scope = context.variables(variable.scope());
        return scope != null && allows(context, scope, value) && scope.set(variable.name(), value);
    }

    /** Forgets its value. */
    public void unset(SampleContext context) {
        Variables scope = context.variables(variable.scope());
        if (scope != null) {
            scope.unset(variable.name());
        }
    }

    private boolean allows(SampleContext context, Variables scope, Sample value) {
        if (conditions.isEmpty()) {
            return true;
        }
        Sample before = new Sample();
        before.clear();
        boolean known = scope.get(variable.name(), before, context.scratch());
        // Rules that name a variable of the process make it, without a value, before any of them runs.
        boolean exists = known || variable.scope() == VariableScope.PROC;
        for (When condition : conditions) {
            if (!condition.holds(exists, known, before, value)) {
                return false;
            }
        }
        return true;
    }
}
