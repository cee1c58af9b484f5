package dev.sluice.proxy.track;

import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.table.StickTable;
import org.jspecify.annotations.Nullable;

/** Which table a text means. */
final class TableArgument {
    private TableArgument() {}

    /**
     * The table of a name, or the proxy's own where there is none; null only while texts are checked.
     *
     * @param owner who asks, for the message
     */
    static @Nullable StickTable table(CompileScope scope, String name, String owner) throws SampleException {
        if (scope.checksOnly()) {
            return null;
        }
        Proxy proxy = scope.proxy();
        String wanted = !name.isEmpty() || proxy == null ? name : proxy.name();
        RuntimeState state = scope.find(RuntimeState.class);
        StickTable table = state == null ? null : state.tables().find(wanted).orElse(null);
        if (table == null) {
            throw new SampleException("unable to find table '" + wanted + "' referenced in " + owner);
        }
        return table;
    }
}
