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
 * For texts that will run.
 *
 * @param names what they may name
 * @param proxy whose section they stand in; null outside of any
 * @param stage where they are used
 */
public record LiveScope(Program.Names names, @Nullable Proxy proxy, Layer.Stage stage) implements CompileScope {
    @Override
    public Vocabulary vocabulary() {
        return SampleWords.ALL;
    }

    @Override
    public boolean checksOnly() {
        return false;
    }

    @Override
    public @Nullable Frontend frontend(String name) {
        return names.frontend(name);
    }

    @Override
    public @Nullable Backend backend(String name) {
        return names.backend(name);
    }

    @Override
    public PatternSource patterns() {
        return names.patterns();
    }

    @Override
    public <T> @Nullable T find(Class<T> kind) {
        return names.find(kind);
    }

    @Override
    public CompileScope at(Layer.Stage next) {
        return new LiveScope(names, proxy, next);
    }
}
