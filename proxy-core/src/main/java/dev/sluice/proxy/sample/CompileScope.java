package dev.sluice.proxy.sample;

import dev.sluice.pattern.PatternSource;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Proxy;
import org.jspecify.annotations.Nullable;

/** What a text is compiled for: the words it may use, what its names stand for, where it runs. */
public interface CompileScope {
    /** All fetches and converters. */
    Vocabulary vocabulary();

    /** Where the expression is used. */
    Layer.Stage stage();

    /**
     * Whether only the text is looked at, while the configuration is read: names stand for nothing yet, and what is made is never run.
     */
    boolean checksOnly();

    /** The proxy whose section the text stands in, or null outside of any. */
    @Nullable
    Proxy proxy();

    /** A frontend or listen section, or null. */
    @Nullable
    Frontend frontend(String name);

    /** A backend or listen section, or null. */
    @Nullable
    Backend backend(String name);

    /** Where patterns and maps stand. */
    PatternSource patterns();

    /** What another part of the program brings along, such as its tables; null where it is not there. */
    <T> @Nullable T find(Class<T> kind);

    /** The same for another stage. */
    CompileScope at(Layer.Stage stage);
}
