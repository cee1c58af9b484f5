package dev.sluice.operation.server;

/**
 * Names a server: {@code backend/server}, each by name or by {@code #} and its number. An empty server is HAProxy's "Require
 * 'backend/server'.".
 */
public record ServerRef(String backend, String server) {
    /** Reads a word; the first slash divides it. A word without one, or nothing behind it, is told when the server is looked for. */
    public static ServerRef parse(String word) {
        int slash = word.indexOf('/');
        return slash < 0 ? new ServerRef(word, "") : new ServerRef(word.substring(0, slash), word.substring(slash + 1));
    }

    @Override
    public String toString() {
        return backend + "/" + server;
    }
}
