package dev.sluice.config.parse;

import dev.sluice.config.StandardLines;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The variables that a configuration can name and, with {@code setenv} and its kin, change. Confined to one thread. */
public final class Environment {
    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
    }

    /** An environment that starts with {@code variables}. */
    public static Environment of(Map<String, String> variables) {
        return new Environment(variables);
    }

    /** The process's own, and the log lines that have a name. */
    public static Environment ofProcess() {
        Environment process = new Environment(StandardLines.VARIABLES);
        System.getenv().forEach((name, value) -> process.variables.put(asBytes(name), asBytes(value)));
        return process;
    }

    /** Text of the system as a configuration has it: a character for each byte. */
    private static String asBytes(String text) {
        Charset ofSystem = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return new String(text.getBytes(ofSystem), StandardCharsets.ISO_8859_1);
    }

    /** The value of a variable, or null where there is none. */
    public @Nullable String get(String name) {
        return variables.get(name);
    }

    /** Gives a variable a value. */
    public void set(String name, String value) {
        variables.put(name, value);
    }

    /** Removes a variable. */
    public void unset(String name) {
        variables.remove(name);
    }

    /** Removes all variables but those. */
    public void retain(Collection<String> names) {
        variables.keySet().retainAll(names);
    }

    /** An independent copy. */
    public Environment copy() {
        return new Environment(variables);
    }

    /** The variables and their values, sorted by name. */
    public Map<String, String> variables() {
        Map<String, String> listed = new TreeMap<>(variables);
        // Those can be used, but are not listed.
        listed.entrySet().removeIf(known -> known.getValue().equals(StandardLines.VARIABLES.get(known.getKey())));
        return Map.copyOf(listed);
    }
}
