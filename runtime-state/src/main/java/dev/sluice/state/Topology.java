package dev.sluice.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All proxies, as of one moment; replaced as a whole when one is added or removed. */
public final class Topology {
    /** No proxy at all. */
    public static final Topology EMPTY = new Topology(List.of());

    private final List<Proxy> proxies;
    private final Map<String, Frontend> frontends;
    private final Map<String, Backend> backends;

    /** All proxies in configuration order; of a {@code listen} section the frontend stands before the backend. */
    public Topology(List<Proxy> proxies) {
        this.proxies = List.copyOf(proxies);
        this.frontends = proxies.stream()
                .filter(Frontend.class::isInstance)
                .map(Frontend.class::cast)
                .collect(Collectors.toUnmodifiableMap(Proxy::name, f -> f));
        this.backends = proxies.stream()
                .filter(Backend.class::isInstance)
                .map(Backend.class::cast)
                .collect(Collectors.toUnmodifiableMap(Proxy::name, b -> b));
    }

    /** All of them, in order. */
    public List<Proxy> proxies() {
        return proxies;
    }

    /** All backends, in order. */
    public List<Backend> backends() {
        return proxies.stream()
                .filter(Backend.class::isInstance)
                .map(Backend.class::cast)
                .toList();
    }

    /** All frontends, in order. */
    public List<Frontend> frontends() {
        return proxies.stream()
                .filter(Frontend.class::isInstance)
                .map(Frontend.class::cast)
                .toList();
    }

    /** A frontend by its name, or by {@code #} and its number. */
    public Optional<Frontend> frontend(String reference) {
        Frontend named = frontends.get(reference);
        return named != null ? Optional.of(named) : byId(frontends(), reference);
    }

    /** A backend by its name, or by {@code #} and its number. */
    public Optional<Backend> backend(String reference) {
        Backend named = backends.get(reference);
        return named != null ? Optional.of(named) : byId(backends(), reference);
    }

    /** The frontend of the {@code listen} section that a backend is the other side of. */
    public Optional<Frontend> sameSection(Backend backend) {
        return Optional.ofNullable(frontends.get(backend.name())).filter(frontend -> frontend.id() == backend.id());
    }

    @Nullable
    Frontend frontendNamed(String name) {
        return frontends.get(name);
    }

    @Nullable
    Backend backendNamed(String name) {
        return backends.get(name);
    }

    private static <P extends Proxy> Optional<P> byId(List<P> among, String reference) {
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        // HAProxy reads the number as C's atoi does: up to the first other character.
        String digits = reference.substring(1).replaceFirst("^\\s*\\+?0*(\\d+).*$", "$1");
        return among.stream()
                .filter(proxy -> Integer.toString(proxy.id()).equals(digits))
                .findFirst();
    }
}
