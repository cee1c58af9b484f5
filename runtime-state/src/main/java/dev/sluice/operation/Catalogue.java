package dev.sluice.operation;

import dev.sluice.operation.backend.BackendOperations;
import dev.sluice.operation.cache.CacheOperations;
import dev.sluice.operation.counters.CounterOperations;
import dev.sluice.operation.drain.DrainOperations;
import dev.sluice.operation.frontend.FrontendOperations;
import dev.sluice.operation.inspect.InspectOperations;
import dev.sluice.operation.pattern.PatternOperations;
import dev.sluice.operation.process.ProcessOperations;
import dev.sluice.operation.resolver.ResolverOperations;
import dev.sluice.operation.server.ServerOperations;
import dev.sluice.operation.session.SessionOperations;
import dev.sluice.operation.stat.StatOperations;
import dev.sluice.operation.table.TableOperations;
import dev.sluice.operation.text.TextOperations;
import dev.sluice.operation.tls.TlsOperations;
import dev.sluice.operation.variable.VariableOperations;
import dev.sluice.operation.watch.WatchOperations;

/** The operations of a whole program. */
public final class Catalogue {
    private Catalogue() {}

    /** All nouns. */
    public static Operations all() {
        return Operations.join(
                ServerOperations.ALL,
                DrainOperations.ALL,
                WatchOperations.ALL,
                ResolverOperations.ALL,
                BackendOperations.ALL,
                FrontendOperations.ALL,
                SessionOperations.ALL,
                CounterOperations.ALL,
                StatOperations.ALL,
                TableOperations.ALL,
                CacheOperations.ALL,
                VariableOperations.ALL,
                PatternOperations.ALL,
                ProcessOperations.ALL,
                InspectOperations.ALL,
                TlsOperations.ALL,
                TextOperations.ALL);
    }
}
