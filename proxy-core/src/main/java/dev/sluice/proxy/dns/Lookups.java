package dev.sluice.proxy.dns;

import dev.sluice.config.ResolversSpec;
import dev.sluice.state.Clock;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Names that rules ask for. What was found is read on any thread; what is under way is confined to the resolver's. */
final class Lookups {
    /** Clients choose the names: past this many answers an old one makes room for a new one. */
    private static final int KEPT_MAX = 4096;
    /** Names under way at once; each has one of the 65,536 numbers of queries, and is waited for by a request at least. */
    private static final int RUNNING_MAX = 4096;

    private final Clock clock;
    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();
    private final Map<Key, Running> running = new HashMap<>();

    Lookups(Clock clock) {
        this.clock = clock;
    }

    /** What is asked of whom. */
    record Key(String section, String name, boolean ipv4First) {
        /** Names are the same in whatever case, and with the dot of the root. */
        static Key of(String section, String name, boolean ipv4First) {
            String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            return new Key(section, bare.toLowerCase(Locale.ROOT), ipv4First);
        }
    }

    /** What was found; whoever asks gets the next one. */
    private record Kept(List<byte[]> addresses, long untilMillis, AtomicInteger turn) {
        byte[] next() {
            return addresses
                    .get(Math.floorMod(turn.getAndIncrement(), addresses.size()))
                    .clone();
        }
    }

    private record Running(Resolution resolution, List<CompletableFuture<Optional<byte[]>>> waiting) {}

    /** What is known already; null where that is nothing. Any thread. */
    byte @Nullable [] known(Key key) {
        Kept there = kept.get(key);
        return there == null || clock.millis() >= there.untilMillis() ? null : there.next();
    }

    /** Asks, or joins who has asked before. */
    void ask(Key key, @Nullable ResolversSpec spec, CompletableFuture<Optional<byte[]>> answer, Inquiry inquiry) {
        Running there = running.get(key);
        if (there != null) {
            there.waiting().add(answer);
            return;
        }
        byte[] known = known(key);
        if (known != null || spec == null || running.size() >= RUNNING_MAX) {
            answer.complete(Optional.ofNullable(known));
            return;
        }
        Resolution begun = Resolution.once(
                new Resolution.Key(key.section(), key.name(), false),
                spec,
                clock.millis(),
                key.ipv4First(),
                hosts -> ended(key, hosts));
        running.put(key, new Running(begun, new ArrayList<>(List.of(answer))));
        inquiry.goOn(begun);
    }

    private void ended(Key key, List<String> hosts) {
        Running over = running.remove(key);
        if (over == null) {
            return;
        }
        List<byte[]> addresses = new ArrayList<>();
        for (String host : hosts) {
            byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
            if (address != null) {
                addresses.add(address);
            }
        }
        if (addresses.isEmpty()) {
            over.waiting().forEach(each -> each.complete(Optional.empty()));
            return;
        }
        long holdMillis = over.resolution().spec.hold().valid();
        Kept found = new Kept(List.copyOf(addresses), clock.millis() + holdMillis, new AtomicInteger());
        if (holdMillis > 0) {
            keep(key, found);
        }
        over.waiting().forEach(each -> each.complete(Optional.of(found.next())));
    }

    private void keep(Key key, Kept found) {
        if (kept.size() >= KEPT_MAX) {
            long now = clock.millis();
            kept.values().removeIf(each -> now >= each.untilMillis());
        }
        if (kept.size() >= KEPT_MAX) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(key, found);
    }

    /** What is under way. */
    Collection<Resolution> resolutions() {
        return running.values().stream().map(Running::resolution).toList();
    }

    /** Nobody is asked any more, and what was found is forgotten. */
    void end() {
        List.copyOf(running.keySet()).forEach(key -> ended(key, List.of()));
        kept.clear();
    }
}
