package dev.sluice.config;

import java.util.Map;
import java.util.Set;

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
     * @param groups the groups that the user is in
     */
    public record User(String password, boolean encrypted, Set<String> groups) {
        /** Keeps a copy of the set. */
        public User {
            groups = Set.copyOf(groups);
        }
    }
}
