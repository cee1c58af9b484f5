package dev.sluice.config;

import java.util.List;

/**
 * A {@code resolvers} section: who is asked for the addresses of servers while the program runs. Times are milliseconds.
 *
 * @param name what servers name
 * @param location its opening line
 * @param nameServers who is asked, all at once
 * @param retries queries that are sent before a resolution has failed
 * @param resolveMillis time between two resolutions of a name
 * @param retryMillis time that a query is waited for
 * @param hold how long the last valid answer outweighs another one
 * @param payloadSize bytes of the longest answer
 */
public record ResolversSpec(
        String name,
        Location location,
        List<NameServer> nameServers,
        int retries,
        long resolveMillis,
        long retryMillis,
        Hold hold,
        int payloadSize) {
    /** The section that is there without being said. */
    public static final String DEFAULT_NAME = "default";

    public static final Setting<List<NameServer>> NAME_SERVERS = Setting.of("nameserver", List.of());
    public static final Setting<Integer> RETRIES = Setting.of("resolve_retries", 3);
    public static final Setting<Long> TIMEOUT_RESOLVE = Setting.of("timeout resolve", 1000L);
    public static final Setting<Long> TIMEOUT_RETRY = Setting.of("timeout retry", 1000L);
    public static final Setting<Long> HOLD_VALID = Setting.of("hold valid", 10_000L);
    public static final Setting<Long> HOLD_NX = Setting.of("hold nx", 30_000L);
    public static final Setting<Long> HOLD_REFUSED = Setting.of("hold refused", 30_000L);
    public static final Setting<Long> HOLD_TIMEOUT = Setting.of("hold timeout", 30_000L);
    public static final Setting<Long> HOLD_OTHER = Setting.of("hold other", 30_000L);
    public static final Setting<Long> HOLD_OBSOLETE = Setting.of("hold obsolete", 0L);
    public static final Setting<Integer> PAYLOAD_SIZE = Setting.of("accepted_payload_size", 512);

    /** Keeps a copy of the list. */
    public ResolversSpec {
        nameServers = List.copyOf(nameServers);
    }

    /** What a section's lines say. */
    public static ResolversSpec of(String name, Location location, Settings settings) {
        return new ResolversSpec(
                name,
                location,
                settings.get(NAME_SERVERS),
                settings.get(RETRIES),
                settings.get(TIMEOUT_RESOLVE),
                settings.get(TIMEOUT_RETRY),
                new Hold(
                        settings.get(HOLD_VALID),
                        settings.get(HOLD_NX),
                        settings.get(HOLD_REFUSED),
                        settings.get(HOLD_TIMEOUT),
                        settings.get(HOLD_OTHER),
                        settings.get(HOLD_OBSOLETE)),
                settings.get(PAYLOAD_SIZE));
    }

    /**
     * Who is asked.
     *
     * @param name in statistics
     * @param host numeric
     * @param port 1 to 65535
     */
    public record NameServer(String name, String host, int port) {}

    /** How long a valid answer to a rule serves others, and the last one for servers outweighs one of each kind. */
    public record Hold(long valid, long nx, long refused, long timeout, long other, long obsolete) {}
}
