package dev.sluice.config;

/**
 * One thing that the configuration can set, with the value it has where nothing was said. Compared by identity: each setting is
 * declared once, as a constant.
 *
 * @param <T> the type of its values, which must be immutable and have value equality, since a reload compares them
 */
public final class Setting<T> {
    private final String name;
    private final T fallback;

    private Setting(String name, T fallback) {
        this.name = name;
        this.fallback = fallback;
    }

    /** Declares a setting; {@code name} is the keyword that sets it, for messages. */
    public static <T> Setting<T> of(String name, T fallback) {
        return new Setting<>(name, fallback);
    }

    /** The keyword that sets it. */
    public String name() {
        return name;
    }

    /** The value where nothing was said. */
    public T fallback() {
        return fallback;
    }

    @Override
    public String toString() {
        return name;
    }
}
