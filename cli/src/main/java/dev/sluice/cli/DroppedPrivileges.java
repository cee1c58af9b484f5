package dev.sluice.cli;

import dev.sluice.cli.system.Privileges;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code chroot}, {@code group} and {@code user} of the global section, given up once everything is bound that needs root. What was asked for
 * and cannot be done stops the start: a program that runs with more rights than its configuration says is worse than one that does not run.
 */
final class DroppedPrivileges {
    private static final int UNSAID = -1;

    private final String root;
    private final int group;
    private final int user;

    private DroppedPrivileges(String root, int group, int user) {
        this.root = root;
        this.group = group;
        this.user = user;
    }

    /** What the configuration asks for; fails where there is no such user or group on this machine. */
    static DroppedPrivileges wanted(Settings global) throws StartException {
        int group = idOf("group", global.get(GlobalSettings.GROUP), global.get(GlobalSettings.GID));
        int user = idOf("user", global.get(GlobalSettings.USER), global.get(GlobalSettings.UID));
        return new DroppedPrivileges(global.get(GlobalSettings.CHROOT), group, user);
    }

    /** The same; fails also where this process may not do it. */
    static DroppedPrivileges of(Settings global) throws StartException {
        DroppedPrivileges wanted = wanted(global);
        String root = wanted.root;
        if (!root.isEmpty() && !Privileges.isRoot()) {
            throw new StartException(List.of("Cannot chroot(" + root + "): only root may."));
        }
        return wanted;
    }

    private static int idOf(String what, String name, int number) throws StartException {
        if (name.isEmpty()) {
            return number;
        }
        OptionalInt found = what.equals("group") ? Privileges.groupId(name) : Privileges.userId(name);
        if (found.isEmpty()) {
            throw new StartException(List.of("There is no " + what + " '" + name + "'."));
        }
        return found.getAsInt();
    }

    /** The directory that becomes the root; empty for none. */
    String root() {
        return root;
    }

    /** Gives up what the configuration says. Who is not root already has nothing to give up, but cannot become another either. */
    void drop() throws StartException {
        if (!root.isEmpty()) {
            refuse("Cannot chroot(" + root + ")", Privileges.enterRoot(root));
        }
        if (group != UNSAID && (Privileges.isRoot() || !Privileges.isGroup(group))) {
            refuse("Cannot set gid " + group, Privileges.becomeGroup(group));
        }
        if (user != UNSAID && !Privileges.isUser(user)) {
            refuse("Cannot set uid " + user, Privileges.becomeUser(user));
        }
    }

    private static void refuse(String what, Optional<String> reason) throws StartException {
        if (reason.isPresent()) {
            throw new StartException(List.of(what + ": " + reason.get() + "."));
        }
    }
}
