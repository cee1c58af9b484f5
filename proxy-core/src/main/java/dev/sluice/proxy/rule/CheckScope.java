package dev.sluice.proxy.rule;

import dev.sluice.pattern.PatternSource;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Vocabulary;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * For texts that are only looked at, while the configuration is read.
 *
 * @param patterns reads the files that the texts name
 * @param stage where they are used
 */
public record CheckScope(PatternSource patterns, Layer.Stage stage) implements CompileScope {
    @Override
    public Vocabulary vocabulary() {
        return SampleWords.ALL;
    }

    @Override
    public boolean checksOnly() {
        return true;
    }

    @Override
    public @Nullable Proxy proxy() {
        return null;
    }

    @Override
    public @Nullable Frontend frontend(String name) {
        return null;
    }

    @Override
    public @Nullable Backend backend(String name) {
        return null;
    }

    @Override
    public <T> @Nullable T find(Class<T> kind) {
        return null;
    }

    @Override
    public CompileScope at(Layer.Stage next) {
        return new CheckScope(patterns, next);
    }
}
