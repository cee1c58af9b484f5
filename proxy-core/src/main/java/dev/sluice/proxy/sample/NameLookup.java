package dev.sluice.proxy.sample;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds the addresses of names that rules come across. Any thread may ask, and none is kept waiting. */
@FunctionalInterface
public interface NameLookup {
    /** Knows nobody to ask. */
    NameLookup NONE = (section, name, ipv4First) -> CompletableFuture.completedFuture(Optional.empty());

    /**
     * An address of a name, once it is found; empty where none is.
     *
     * @param section the {@code resolvers} section that says whom to ask
     * @param ipv4First which family is taken where there are both
     */
    CompletableFuture<Optional<byte[]>> find(String section, String name, boolean ipv4First);
}
