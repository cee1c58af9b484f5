package dev.sluice.config;

import dev.sluice.config.UserList.User;
import java.util.Map;
import java.util.Set;

/** What the lines of {@code http-errors} and {@code userlist} sections set; all of it ends up in {@link GlobalSettings}. */
public final class SectionSettings {
    /** The responses of an {@code http-errors} section, by status. */
    public static final Setting<Map<Integer, ErrorFile>> ERROR_FILES = Setting.of("http-errors", Map.of());

    /** The users of a {@code userlist}. */
    public static final Setting<Map<String, User>> USERS = Setting.of("user", Map.of());
    /** Its groups and their users. */
    public static final Setting<Map<String, Set<String>>> GROUPS = Setting.of("group", Map.of());

    /** Whether a {@code healthcheck} section says what it is. */
    public static final Setting<Boolean> CHECK_TYPE = Setting.of("type", false);

    private SectionSettings() {}
}
