package dev.sluice.proxy.http;

import dev.sluice.proxy.action.Transaction;
import dev.sluice.proxy.cache.Asking;
import dev.sluice.proxy.cache.Cache;
import dev.sluice.proxy.cache.CacheEntry;
import dev.sluice.proxy.cache.CacheKey;
import dev.sluice.proxy.cache.CacheWire;
import dev.sluice.proxy.cache.CacheWriter;
import dev.sluice.state.Counter;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What caches have to do with one exchange: whether it is answered from one, and whether one keeps its response. */
final class Caching implements Transaction.Kept {
    private static final byte[] AGE = Chars.bytes("age");
    private static final byte[] ETAG = Chars.bytes("etag");
    private static final byte[] HOST = Chars.bytes("host");
    private static final byte[] IF_NONE_MATCH = Chars.bytes("if-none-match");
    private static final byte[] IF_MODIFIED_SINCE = Chars.bytes("if-modified-since");

    /** Methods that change nothing, but whose answers are not kept either. */
    private static final Set<String> WITHOUT = Set.of("OPTIONS", "TRACE", "CONNECT");

    /** A head has to leave room for the line that tells how old it is: its name, ten digits, a length of as many. */
    private static final int ADDED_MAX = 64;

    private static final int EARLY_HINTS = 103;
    private static final byte[] NO_LINKS = {};

    private final Exchange exchange;
    private final HttpSite site;
    private @Nullable CacheKey key;
    private @Nullable Asking asking;
    private @Nullable CacheEntry entry;
    private @Nullable CacheWire wire;
    private @Nullable CacheTap tap;

    Caching(Exchange exchange, HttpSite site) {
        this.exchange = exchange;
        this.site = site;
    }

    /** The cache that answers; empty for none. */
    String cacheName() {
        CacheEntry used = entry;
        return used == null ? "" : used.cacheName();
    }

    /** {@code cache-use}: whether the request is answered from a cache, which happens in the next turn. */
    @Override
    public boolean use(String name, boolean hinting) {
        Request request = exchange.request;
        Cache cache = site.plans().caches().find(name);
        if (cache == null || request.version < 11 || WITHOUT.contains(request.methodText())) {
            return false;
        }
        Asking asked = cache.ask(request.message);
        if (asked.isSecret()) {
            return false;
        }
        asking = asked;
        CacheKey wanted = CacheKey.of(request.message.joined(HOST), request.message.target());
        key = wanted;
        boolean reads = request.method == Method.GET || request.method == Method.HEAD;
        if (!reads || asked.isFresh()) {
            return false;
        }
        count(Counter.CACHE_LOOKUPS);
        long now = site.worker().nowMillis();
        CacheEntry found = cache.find(wanted, asked, now);
        if (found == null) {
            byte[] links = hinting ? cache.hints(wanted, asked, now) : NO_LINKS;
            if (links.length > 0) {
                count(Counter.CACHE_HINT_HITS);
                exchange.interventions.hint(EARLY_HINTS, links);
            }
            return false;
        }
        count(Counter.CACHE_HITS);
        boolean unchanged =
                found.isUnchanged(request.message.joined(IF_NONE_MATCH), request.message.joined(IF_MODIFIED_SINCE));
        CacheWire from = new CacheWire(found, unchanged, request.method == Method.GET, now);
        entry = found;
        wire = from;
        // Not at once: rules about the request are still running, and those about the response come next.
        site.worker().again(() -> serve(from));
        return true;
    }

    /** Counts for the section whose rule runs: before a backend is chosen it is the frontend. */
    private void count(Counter counter) {
        if (exchange.backend() == null) {
            exchange.tally.frontend(counter);
        } else {
            exchange.tally.side(counter, 1);
        }
    }

    private void serve(CacheWire from) {
        if (wire == from) {
            exchange.interventions.serve(from);
            site.settle();
        }
    }

    /** {@code cache-store}: keeps the response where that may be done, as its head is now; forgets what it makes out of date. */
    @Override
    public void store(String name) {
        CacheKey wanted = key;
        Cache cache = site.plans().caches().find(name);
        if (wanted == null || cache == null || entry != null || tap != null) {
            return;
        }
        Request request = exchange.request;
        Response response = exchange.forwarding().download().response();
        int status = response.head.status();
        if (request.method != Method.GET && request.method != Method.HEAD) {
            if (status >= 200 && status < 400) {
                cache.invalidate(wanted);
            }
        } else if (status == 200 && request.method == Method.GET && request.askedMethod == Method.GET) {
            keep(cache, wanted, response);
        }
    }

    private void keep(Cache cache, CacheKey wanted, Response response) {
        int headMax = exchange.frontendPlan().headMax;
        long now = site.worker().nowMillis();
        long wall = site.worker().clock().wallMillis();
        Asking asked = Objects.requireNonNull(asking, "nobody asked");
        boolean unfit = response.framing.distrusted || response.head.length() + ADDED_MAX > headMax;
        CacheWriter writer = unfit ? null : cache.write(wanted, asked, response.message, now, wall);
        if (writer == null) {
            return;
        }
        head(writer, response);
        CacheTap made = new CacheTap(writer, response.framing, headMax, site.worker());
        if (!writer.fits(Math.max(0, response.message.contentLength()))) {
            made.abort();
            return;
        }
        made.ended();
        tap = made;
        exchange.forwarding().download().pump().tap(made);
    }

    private static void head(CacheWriter writer, Response response) {
        Head head = response.head;
        long base = response.inbox.address();
        int first = head.fields() == 0 ? head.fieldsEnd() : head.nameStart(0);
        writer.startLine(base + head.start, first - head.start);
        for (int i = 0; i < head.fields(); i++) {
            int from = head.nameStart(i);
            if (response.message.isNamed(i, ETAG)) {
                writer.tag(head.valueStart(i) - from, head.valueLength(i));
            }
            if (!response.message.isNamed(i, AGE)) {
                writer.field(base + from, head.lineEnd(i) - from);
            }
        }
    }

    /** The response has passed whole. */
    void passed() {
        CacheTap full = tap;
        if (full != null) {
            tap = null;
            full.complete();
        }
    }

    /** All is over. */
    void end() {
        CacheTap cut = tap;
        if (cut != null) {
            tap = null;
            cut.abort();
        }
        CacheEntry used = entry;
        if (used != null) {
            entry = null;
            used.release();
        }
        wire = null;
        key = null;
        asking = null;
    }
}
