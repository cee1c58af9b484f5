package dev.sluice.config;

import dev.sluice.config.UserList.User;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the lines of {@code http-errors}, {@code userlist}, {@code cache} and {@code ring} sections set; all of it ends up in {@link GlobalSettings}. */
public final class SectionSettings {
    /** The responses of an {@code http-errors} section, by status. */
    public static final Setting<Map<Integer, ErrorFile>> ERROR_FILES = Setting.of("http-errors", Map.of());

    /** The users of a {@code userlist}. */
    public static final Setting<Map<String, User>> USERS = Setting.of("user", Map.of());
    /** Its groups and their users. */
    public static final Setting<Map<String, Set<String>>> GROUPS = Setting.of("group", Map.of());

    /** Whether a {@code healthcheck} section says what it is. */
    public static final Setting<Boolean> CHECK_TYPE = Setting.of("type", false);

    /** Megabytes of a {@code cache}; 0 where nothing was said. */
    public static final Setting<Integer> CACHE_MEGABYTES = Setting.of("total-max-size", 0);
    /** The longest response that it keeps; 0 for a 256th of its size. */
    public static final Setting<Integer> CACHE_OBJECT_BYTES = Setting.of("max-object-size", 0);
    /** Seconds that it keeps a response at most. */
    public static final Setting<Integer> CACHE_AGE = Setting.of("max-age", 60);
    /** Whether it keeps responses that depend on headers of the request. */
    public static final Setting<Boolean> CACHE_VARIES = Setting.of("process-vary", false);
    /** How many of those one address may have. */
    public static final Setting<Integer> CACHE_VARIANTS = Setting.of("max-secondary-entries", 10);
    /** Whether clients are told the links of responses that a {@code cache} knew. */
    public static final Setting<CacheSpec.Hints> CACHE_HINTS = Setting.of("early-hints", CacheSpec.Hints.OFF);

    /** What a {@code ring} says of itself; empty for its name. */
    public static final Setting<String> RING_DESCRIPTION = Setting.of("description", "");
    /** The header of its messages. */
    public static final Setting<String> RING_FORMAT = Setting.of("format", "raw");
    /** Its longest message, in bytes. */
    public static final Setting<Integer> RING_MAXLEN = Setting.of("maxlen", 0);
    /** Its memory, in bytes. */
    public static final Setting<Integer> RING_SIZE = Setting.of("size", 0);

    /** Who gets its messages. */
    public static final Setting<List<RingSpec.Server>> RING_SERVERS = Setting.of("server", List.of());
    /** Milliseconds that a connection to one of them may take to be made. */
    public static final Setting<Long> RING_CONNECT = Setting.of("timeout connect", 0L);
    /** Milliseconds that one of them may take nothing. */
    public static final Setting<Long> RING_SERVER = Setting.of("timeout server", 0L);

    private SectionSettings() {}
}
