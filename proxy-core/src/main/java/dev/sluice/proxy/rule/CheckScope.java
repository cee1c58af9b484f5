package dev.sluice.proxy.rule;

import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.TokenFiles;
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
 * @param tokens takes the keys and certificates that the texts name; null where nobody is interested
 * @param stage where they are used
 */
public record CheckScope(PatternSource patterns, TokenFiles.@Nullable AtLine tokens, Layer.Stage stage)
        implements CompileScope {
    /** For texts of a line. */
    public static CheckScope of(Line line, Layer.Stage stage) {
        return new CheckScope(line.patterns(), line.tokens(), stage);
    }

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
        return kind.isInstance(tokens) ? kind.cast(tokens) : null;
    }

    @Override
    public CompileScope at(Layer.Stage next) {
        return new CheckScope(patterns, tokens, next);
    }
}
