package dev.sluice.operation.server;

import dev.sluice.operation.Operation;
import java.util.List;

/**
 * Adds a server to a backend, in maintenance and with its checks switched off.
 *
 * @param server which; its number is given by {@code id} among the words
 * @param words what a {@code server} line says from the address on
 */
public record AddServer(ServerRef server, List<String> words) implements Operation {
    /** Keeps a copy of the list. */
    public AddServer {
        words = List.copyOf(words);
    }
}
