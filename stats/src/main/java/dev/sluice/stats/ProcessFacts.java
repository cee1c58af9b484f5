package dev.sluice.stats;

/** What {@code show info} tells of the process around the state; the program's wiring supplies it. Any thread may ask. */
public interface ProcessFacts {
    /** The machine's name, which stands for the node where none is configured. */
    String hostName();

    /** Descriptors the process may open. */
    long descriptorLimit();

    /** A limit of memory given on the command line, in bytes; 0 for none. */
    long memoryLimitBytes();

    /** Memory that the process reserved, in bytes. */
    long memoryReservedBytes();

    /** Memory in use of that, in bytes. */
    long memoryUsedBytes();

    /** Things to be done that are known to the workers: connections, timers, checks. */
    long tasks();

    /** Those of them that could go on now. */
    long runnableTasks();

    /** Share of the last second that the workers waited, 0 to 100. */
    int idlePercent();

    /** How long it took to read the configuration and be ready, in milliseconds. */
    long bootMillis();

    /** Warnings issued since start. */
    long warnings();

    /** Listening sockets of the program's own: admin sockets, typed API, metrics. */
    int adminListeners();

    /** Connections open to them. */
    int adminConnections();
}
