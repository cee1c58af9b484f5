package dev.sluice.cli;

import dev.sluice.cli.system.Privileges;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code chroot}, {@code group} and {@code user} of the global section, once everything is bound that needs root. What was asked for and
 * cannot be done stops the start: a program that runs with more rights than its configuration says is worse than one that does not run.
 */
final class DroppedPrivileges {
    private DroppedPrivileges() {}

    /** Whether the configuration asks for anything. */
    static boolean isAskedFor(Settings global) {
        return !global.get(GlobalSettings.CHROOT).isEmpty()
                || wantedGroup(global).isPresent()
                || wantedUser(global).isPresent();
    }

    /** Gives up what the configuration says. */
    static void drop(Settings global) throws StartException {
        if (!isAskedFor(global)) {
            return;
        }
        if (!Privileges.isRoot()) {
            return; // As HAProxy: who started it without root's rights has none to give up. A chroot is refused below.
        }
        int group = numberOf("group", wantedGroup(global));
        int user = numberOf("user", wantedUser(global));
        String root = global.get(GlobalSettings.CHROOT);
        if (!root.isEmpty()) {
            openAllJars();
            refuse("Cannot chroot(" + root + ")", Privileges.enterRoot(root));
        }
        if (group >= 0) {
            refuse("Cannot set gid " + group, Privileges.becomeGroup(group));
        }
        if (user >= 0) {
            refuse("Cannot set uid " + user, Privileges.becomeUser(user));
        }
    }

    /** Why the configuration's chroot cannot be entered, before anything else is done. */
    static Optional<String> whyNoChroot(Settings global) {
        String root = global.get(GlobalSettings.CHROOT);
        return root.isEmpty() || Privileges.isRoot()
                ? Optional.empty()
                : Optional.of("Cannot chroot(" + root + "): only root may.");
    }

    private static Optional<String> wantedGroup(Settings global) {
        return wanted(global.get(GlobalSettings.GROUP), global.get(GlobalSettings.GID));
    }

    private static Optional<String> wantedUser(Settings global) {
        return wanted(global.get(GlobalSettings.USER), global.get(GlobalSettings.UID));
    }

    private static Optional<String> wanted(String name, int number) {
        if (!name.isEmpty()) {
            return Optional.of(name);
        }
        return number < 0 ? Optional.empty() : Optional.of(Integer.toString(number));
    }

    private static int numberOf(String what, Optional<String> name) throws StartException {
        if (name.isEmpty()) {
            return -1;
        }
        OptionalInt number = what.equals("group") ? Privileges.groupId(name.get()) : Privileges.userId(name.get());
        if (number.isEmpty()) {
            throw new StartException(List.of("there is no " + what + " '" + name.get() + "'"));
        }
        return number.getAsInt();
    }

    private static void refuse(String what, Optional<String> reason) throws StartException {
        if (reason.isPresent()) {
            throw new StartException(List.of(what + ": " + reason.get()));
        }
    }

    /** Classes are loaded lazily from jars that are opened lazily, and inside the new root there are none. */
    private static void openAllJars() {
        try {
            List<URL> opened = new ArrayList<>(
                    Collections.list(DroppedPrivileges.class.getClassLoader().getResources("META-INF/MANIFEST.MF")));
            assert !opened.isEmpty() : "started from jars";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
