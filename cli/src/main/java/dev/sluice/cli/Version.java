package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** The names the program goes by. */
public final class Version {
    /** The HAProxy whose protocols are spoken; clients switch features on by it. */
    static final String HAPROXY = "3.5.0";

    private Version() {}

    /** Sluice's own version, such as {@code 0.1.0}. */
    public static String sluice() {
        return property("version").replace("-SNAPSHOT", "");
    }

    /** {@code Version} of {@code show info}. */
    public static String compatible() {
        return HAPROXY + "+sluice." + sluice();
    }

    /** {@code yyyy/mm/dd}. */
    public static String released() {
        return property("released");
    }

    /** What {@code -v} says, by the name the program was started under. */
    public static String line(String program) {
        return program.equals("haproxy")
                ? String.format(Locale.ROOT, "HAProxy version %s %s (Sluice %s)", compatible(), released(), sluice())
                : String.format(Locale.ROOT, "Sluice version %s %s (speaks HAProxy %s)", sluice(), released(), HAPROXY);
    }

    private static String property(String name) {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name, "0.0.0");
    }
}
