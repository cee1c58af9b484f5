package dev.sluice.proxy.log;

/** Who of a backend in {@code mode log} gets a line. Called on the log's thread. */
public interface LineChoice {
    /**
     * Where a line goes: an address as {@code log} lines have it; empty for nowhere.
     *
     * @param backend the backend's name
     * @param text what the line says, its header left out
     */
    String address(String backend, byte[] text);
}
