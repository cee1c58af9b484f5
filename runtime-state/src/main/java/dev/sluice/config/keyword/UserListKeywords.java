package dev.sluice.config.keyword;

import dev.sluice.config.SectionSettings;
import dev.sluice.config.UserList.User;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import dev.sluice.password.Crypt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines of {@code userlist} sections. */
final class UserListKeywords {
    private static final Set<Place> USER_LIST = Set.of(Place.USER_LIST);

    static final List<Keyword> ALL = List.of(
            Keyword.of("group", "<group> [users <user>,...]", USER_LIST, "a group")
                    .effective(UserListKeywords::group),
            Keyword.of(
                            "user",
                            "<user> [password|insecure-password <password>] [groups <group>,...]",
                            USER_LIST,
                            "someone with a password")
                    .effective(UserListKeywords::user));

    private UserListKeywords() {}

    private static void group(Line line) throws BadLineException {
        String name = line.next("the name of a group");
        Set<String> users = Set.of();
        if (line.hasNext()) {
            String word = line.next("'users'");
            if (!word.equals("users")) {
                throw line.bad("'group' only supports 'users' (got '" + word + "').");
            }
            users = Set.of(line.next("names of users").split(",", -1));
        }
        Map<String, Set<String>> groups = new HashMap<>(line.get(SectionSettings.GROUPS));
        if (groups.putIfAbsent(name, users) != null) {
            throw line.bad("'group': '" + name + "' is declared twice.");
        }
        line.set(SectionSettings.GROUPS, Map.copyOf(groups));
    }

    private static void user(Line line) throws BadLineException {
        String name = line.next("the name of a user");
        String password = "";
        boolean encrypted = true;
        List<String> groups = new ArrayList<>();
        while (line.hasNext()) {
            String word = line.next("an option");
            switch (word) {
                case "password" -> {
                    password = line.next("a password");
                    if (!Crypt.isReadable(password)) {
                        throw line.bad(
                                "'user': the password of '" + name + "' is not written as crypt(3) writes one with"
                                        + " MD5 ($1$), SHA-256 ($5$) or SHA-512 ($6$).");
                    }
                }
                case "insecure-password" -> {
                    password = line.next("a password");
                    encrypted = false;
                }
                case "groups" ->
                    groups.addAll(List.of(line.next("names of groups").split(",", -1)));
                default ->
                    throw line.bad(
                            "'user' only supports 'password', 'insecure-password' and 'groups' (got '" + word + "').");
            }
        }
        Map<String, User> users = new HashMap<>(line.get(SectionSettings.USERS));
        if (users.putIfAbsent(name, new User(password, encrypted, groups)) != null) {
            throw line.bad("'user': '" + name + "' is declared twice.");
        }
        line.set(SectionSettings.USERS, Map.copyOf(users));
    }
}
