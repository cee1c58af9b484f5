package dev.sluice.operation.tls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is held of a kind.
 *
 * @param kind the kind
 * @param waiting what waits for its commit; null for nothing
 * @param held all of them by name
 */
public record TlsListing(TlsKind kind, @Nullable Row waiting, List<Row> held) {
    /** One of them, and how many certificates or lists it has. */
    public record Row(String name, int count) {}

    /** Keeps a copy of the list. */
    public TlsListing {
        held = List.copyOf(held);
    }
}
