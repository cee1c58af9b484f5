package dev.sluice.proxy.sample;

/** The variables of one scope. */
public interface Variables {
    /** Writes the value of {@code name} to {@code to}; false where it has none. */
    boolean get(String name, Sample to, Scratch scratch);

    /** Keeps a copy of {@code value}; false where the scope has no room for it ({@code tune.vars.*-max-size}). */
    boolean set(String name, Sample value);

    /** Forgets the value of {@code name}. */
    void unset(String name);
}
