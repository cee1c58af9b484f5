package dev.sluice.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The packaged program that the tests start. */
public final class Distribution {
    private Distribution() {}

    /** {@code cli/target/sluice}, or what {@code -Dsluice.distribution} names. */
    public static Path home() {
        String named = System.getProperty("sluice.distribution", "../cli/target/sluice");
        Path home = Path.of(named).toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("bin"))) {
            throw new AssertionError("not packaged: " + home + " (run mvn package first)");
        }
        return home;
    }

    /** The entry with HAProxy's options. */
    public static Path haproxy() {
        return home().resolve("bin/haproxy");
    }

    /** The entry with Sluice's own words. */
    public static Path sluice() {
        return home().resolve("bin/sluice");
    }
}
