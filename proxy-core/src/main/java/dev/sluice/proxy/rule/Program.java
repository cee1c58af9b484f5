package dev.sluice.proxy.rule;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.pattern.PatternSource;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.Proxy;
import org.jspecify.annotations.Nullable;

/** The rules of one proxy, compiled. Read it once at the start of a request and keep it to the end: a reload replaces it. */
public final class Program {
    private final Switching switching;
    private final @Nullable Backend fallback;

    private Program(Switching switching, @Nullable Backend fallback) {
        this.switching = switching;
        this.fallback = fallback;
    }

    /**
     * Compiles the rules of a section.
     *
     * @param proxy the section
     * @param names what names in rules stand for
     */
    public static Program compile(Proxy proxy, Names names) throws RuleException {
        ProxySpec spec = proxy.spec();
        Settings settings = spec.settings();
        LiveScope scope = new LiveScope(names, proxy, Layer.Stage.REQUEST);
        Conditions conditions = new Conditions(settings.get(ProxySettings.ACLS), scope);
        Switching switching = Switching.compile(settings.get(ProxySettings.USE_BACKEND), conditions, scope);
        return new Program(switching, fallback(spec, names));
    }

    private static @Nullable Backend fallback(ProxySpec spec, Names names) throws RuleException {
        String name = spec.settings().get(ProxySettings.DEFAULT_BACKEND);
        if (name.isEmpty()) {
            return spec.kind() == ProxySpec.Kind.FRONTEND ? null : names.backend(spec.name());
        }
        Backend target = names.backend(name);
        if (target == null) {
            throw new RuleException(spec.location(), "unable to find required default_backend: '" + name + "'");
        }
        return target;
    }

    /** The backend that the request goes to, or null where no rule says any (503). */
    public @Nullable Backend backend(SampleContext request) {
        return backend(request, false);
    }

    /** The same, and where {@code forced} also one that is not published or disabled. */
    public @Nullable Backend backend(SampleContext request, boolean forced) {
        Backend chosen = switching.choose(request, forced);
        if (chosen != null) {
            return chosen;
        }
        return fallback != null && (forced || fallback.isPublished()) ? fallback : null;
    }

    /** What names in rules stand for. */
    public interface Names {
        /** A backend or listen section, or null. */
        @Nullable
        Backend backend(String name);

        /** A frontend or listen section, or null. */
        @Nullable
        Frontend frontend(String name);

        /** A service of the program itself, such as {@code prometheus-exporter}, or null. */
        @Nullable
        InternalService service(String name);

        /** Where patterns and maps stand. */
        PatternSource patterns();

        /** What another part of the program brings along; null where it is not there. */
        <T> @Nullable T find(Class<T> kind);
    }
}
