package dev.sluice.proxy.rule;

import dev.sluice.pattern.PatternSource;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.Vocabulary;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * For the lines of an ACL that an expression names: they may name others, but not themselves again.
 *
 * @param name the ACL
 * @param around where it is named
 */
record WithinAcl(String name, CompileScope around) implements CompileScope {
    static WithinAcl of(String name, CompileScope around) throws SampleException {
        CompileScope outer = around;
        while (outer instanceof WithinAcl within) {
            if (within.name.equals(name)) {
                throw new SampleException("ACL '" + name + "' refers to itself");
            }
            outer = within.around;
        }
        return new WithinAcl(name, around);
    }

    @Override
    public Vocabulary vocabulary() {
        return around.vocabulary();
    }

    @Override
    public Layer.Stage stage() {
        return around.stage();
    }

    @Override
    public boolean checksOnly() {
        return around.checksOnly();
    }

    @Override
    public @Nullable Proxy proxy() {
        return around.proxy();
    }

    @Override
    public @Nullable Frontend frontend(String name) {
        return around.frontend(name);
    }

    @Override
    public @Nullable Backend backend(String name) {
        return around.backend(name);
    }

    @Override
    public PatternSource patterns() {
        return around.patterns();
    }

    @Override
    public <T> @Nullable T find(Class<T> kind) {
        return around.find(kind);
    }

    @Override
    public CompileScope at(Layer.Stage stage) {
        return new WithinAcl(name, around.at(stage));
    }
}
