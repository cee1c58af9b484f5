package dev.sluice.config.parse;

import dev.sluice.config.CacheSpec;
import dev.sluice.config.FilterSpec;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Rule;
import dev.sluice.config.SectionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The {@code cache} sections, and what names them. */
final class CacheSections {
    private static final int MEGABYTE = 1 << 20;

    /** Of a cache whose longest response is not said, what such a one may take up. */
    private static final int SHARE = 256;

    private static final Set<String> ACTIONS = Set.of("cache-use", "cache-store");

    private final Diagnostics diagnostics;
    private final List<CacheSpec> all = new ArrayList<>();

    CacheSections(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Those that were added, in order. */
    List<CacheSpec> all() {
        return List.copyOf(all);
    }

    /** Adds what a section says. */
    void add(Scope section) {
        int megabytes = section.settings().get(SectionSettings.CACHE_MEGABYTES);
        if (megabytes == 0) {
            diagnostics.alert(section.location(), "Size not specified for cache '" + section.name() + "'");
        }
        long bytes = (long) megabytes * MEGABYTE;
        int object = section.settings().get(SectionSettings.CACHE_OBJECT_BYTES);
        if (object > bytes / 2) {
            diagnostics.alert(
                    section.location(),
                    "\"max-object-size\" is limited to an half of \"total-max-size\" => " + bytes / 2);
        }
        all.add(new CacheSpec(
                section.name(),
                megabytes,
                object == 0 ? (int) (bytes / SHARE) : object,
                section.settings().get(SectionSettings.CACHE_AGE),
                section.settings().get(SectionSettings.CACHE_VARIES),
                section.settings().get(SectionSettings.CACHE_VARIANTS),
                section.settings().get(SectionSettings.CACHE_HINTS)));
    }

    /** Checks that what the lines of a proxy name is there. */
    void check(Scope proxy) {
        for (FilterSpec filter : proxy.settings().get(ProxySettings.CACHE_FILTERS)) {
            check(proxy, filter.argument(), filter.location());
        }
        List<Rule> rules = new ArrayList<>(proxy.settings().get(ProxySettings.HTTP_REQUEST));
        rules.addAll(proxy.settings().get(ProxySettings.HTTP_RESPONSE));
        for (Rule rule : rules) {
            if (ACTIONS.contains(rule.action()) && !rule.arguments().isEmpty()) {
                check(proxy, rule.arguments().get(0), rule.location());
            }
        }
    }

    private void check(Scope proxy, String name, Location location) {
        List<String> names = all.stream().map(CacheSpec::name).toList();
        if (!names.contains(name)) {
            diagnostics.alert(
                    location,
                    proxy.place().word() + " '" + proxy.name() + "': unable to find the cache '" + name
                            + "' referenced by the filter 'cache'" + Suggestions.hint(name, names));
        }
    }
}
