package dev.sluice.proxy.track;

import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableKey;
import org.jspecify.annotations.Nullable;

/** An expression whose value is a key of a table. Immutable. */
public final class KeyOf {
    private final Expression expression;
    private final @Nullable StickTable table;

    private KeyOf(Expression expression, @Nullable StickTable table) {
        this.expression = expression;
        this.table = table;
    }

    /**
     * Compiles.
     *
     * @param table the table's name; empty for the proxy's own
     * @param owner who asks, for messages
     * @param misfit what is said, with the table's name put in, where its keys are of another type
     */
    public static KeyOf compile(Expression expression, String table, String owner, String misfit, CompileScope scope)
            throws SampleException {
        StickTable found = TableArgument.table(scope, table, owner);
        if (found != null && !Casts.isPossible(expression.type(), SampleKeys.type(found.spec()))) {
            throw new SampleException(String.format(misfit, found.name()));
        }
        return new KeyOf(expression, found);
    }

    /** Whether texts were only checked, so that there is no table to use. */
    boolean isUnbound() {
        return table == null;
    }

    /** The table. */
    public StickTable table() {
        StickTable bound = table;
        if (bound == null) {
            throw new IllegalStateException("only checked");
        }
        return bound;
    }

    /** The key; null where there is none. Its bytes may lie in the context's scratch memory. */
    public @Nullable TableKey of(SampleContext context) {
        // No test is under way while a rule asks for a key.
        Sample sample = context.tested();
        sample.clear();
        return expression.evaluate(context, sample) ? SampleKeys.of(table(), sample, context) : null;
    }
}
