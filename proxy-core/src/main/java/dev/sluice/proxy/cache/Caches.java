package dev.sluice.proxy.cache;

import dev.sluice.config.CacheSpec;
import dev.sluice.config.GlobalSettings;
import dev.sluice.state.CacheContent;
import dev.sluice.state.RuntimeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The caches of the configuration. One is made when it is first asked for; a reload keeps what a cache holds whose section is the same as
 * before. Any thread.
 */
public final class Caches {
    /** Caches are told apart by what looks like addresses; the first one, and how far the next one is behind. */
    private static final long FIRST_ID = 0x7f00_0000_0000L;

    private static final long STEP = 1L << 33;

    private final RuntimeState state;
    private final ConcurrentMap<String, Cache> byName = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(FIRST_ID);

    /** None so far. */
    public Caches(RuntimeState state) {
        this.state = state;
    }

    private List<CacheSpec> specs() {
        return state.configuration().global().get(GlobalSettings.CACHES);
    }

    /** The one of a name; null where the configuration has none. */
    public @Nullable Cache find(String name) {
        for (CacheSpec spec : specs()) {
            if (spec.name().equals(name)) {
                Cache known = byName.get(name);
                return known != null && known.spec().equals(spec) ? known : made(spec);
            }
        }
        return null;
    }

    private Cache made(CacheSpec spec) {
        List<Cache> gone = new ArrayList<>();
        Cache made = byName.compute(spec.name(), (name, before) -> {
            if (before != null && before.spec().equals(spec)) {
                return before;
            }
            if (before != null) {
                gone.add(before);
            }
            return new Cache(spec, ids.getAndAdd(STEP));
        });
        gone.forEach(Cache::close);
        return made;
    }

    /** The configuration may have changed: what is not in it any more gives its memory back. */
    public void changed() {
        Set<String> names = specs().stream().map(CacheSpec::name).collect(Collectors.toSet());
        for (String name : List.copyOf(byName.keySet())) {
            Cache gone = names.contains(name) ? null : byName.remove(name);
            if (gone != null) {
                gone.close();
            }
        }
        specs().forEach(spec -> find(spec.name()));
    }

    /** What they hold, in order of the configuration. */
    public List<CacheContent> contents(long nowMillis) {
        List<CacheContent> all = new ArrayList<>();
        for (CacheSpec spec : specs()) {
            Cache cache = find(spec.name());
            if (cache != null) {
                all.add(cache.content(nowMillis));
            }
        }
        return all;
    }

    /** All give their memory back. */
    public void close() {
        byName.values().forEach(Cache::close);
        byName.clear();
    }
}
