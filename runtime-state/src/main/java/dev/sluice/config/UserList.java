package dev.sluice.config;

import java.util.List;
import java.util.Map;

/**
 * A {@code userlist} section.
 *
 * @param name its name
 * @param users the users, by name
 */
public record UserList(String name, Map<String, User> users) {
    /** Keeps a copy of the map. */
    public UserList {
        users = Map.copyOf(users);
    }

    /**
     * A user.
     *
     * @param password the password, as {@code crypt(3)} writes it where {@code encrypted}; empty for one that nobody can have
     * @param encrypted whether it is written so
     * @param groups the groups that the user is in, by the alphabet
     */
    public record User(String password, boolean encrypted, List<String> groups) {
        /** Puts the groups in order, each once. */
        public User {
            groups = groups.stream().distinct().sorted().toList();
        }
    }
}
