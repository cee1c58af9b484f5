package dev.sluice.proxy.rule;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Rule;
import dev.sluice.config.Settings;
import dev.sluice.pattern.PatternSource;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one proxy, compiled. Read it once at the start of a request and keep it to the end: a reload replaces it. */
public final class Program {
    private final Test[] serviceTests;
    private final InternalService[] services;
    private final Switching switching;
    private final @Nullable Backend fallback;

    private Program(List<Guarded> services, Switching switching, @Nullable Backend fallback) {
        this.serviceTests = services.stream().map(Guarded::test).toArray(Test[]::new);
        this.services = services.stream().map(Guarded::result).toArray(InternalService[]::new);
        this.switching = switching;
        this.fallback = fallback;
    }

    /**
     * Compiles the rules of a section.
     *
     * @param proxy the section; of a backend only its {@code http-request} rules are of use
     * @param names what names in rules stand for
     */
    public static Program compile(Proxy proxy, Names names) throws RuleException {
        ProxySpec spec = proxy.spec();
        Settings settings = spec.settings();
        LiveScope scope = new LiveScope(names, proxy, Layer.Stage.REQUEST);
        Conditions conditions = new Conditions(settings.get(ProxySettings.ACLS), scope);
        List<Guarded> services = new ArrayList<>();
        for (Rule rule : settings.get(ProxySettings.HTTP_REQUEST)) {
            services.add(service(rule, conditions, names));
        }
        Switching switching = Switching.compile(settings.get(ProxySettings.USE_BACKEND), conditions, scope);
        return new Program(services, switching, fallback(spec, names));
    }

    private static Guarded service(Rule rule, Conditions conditions, Names names) throws RuleException {
        if (!rule.action().equals("use-service") || rule.arguments().isEmpty()) {
            throw new RuleException(rule.location(), "'http-request " + rule.action() + "' is not supported yet");
        }
        String name = rule.arguments().get(0);
        InternalService service = names.service(name);
        if (service == null) {
            throw new RuleException(rule.location(), "'" + name + "' unknown service name.");
        }
        return new Guarded(conditions.compile(rule.condition(), rule.location()), service);
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

    /** The service of the program itself that answers the request, or null. */
    public @Nullable InternalService service(SampleContext request) {
        for (int i = 0; i < serviceTests.length; i++) {
            if (serviceTests[i].matches(request)) {
                return services[i];
            }
        }
        return null;
    }

    /** The backend that the request goes to, or null where no rule says any (503). */
    public @Nullable Backend backend(SampleContext request) {
        Backend chosen = switching.choose(request);
        if (chosen != null) {
            return chosen;
        }
        return fallback != null && fallback.isPublished() ? fallback : null;
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

    private record Guarded(Test test, InternalService result) {}
}
