package dev.sluice.operation.cache;

import dev.sluice.config.Level;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.CacheContent;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What can be asked of caches. */
public final class CacheOperations {
    public static final Declared<ShowCaches> SHOW_CACHES = Declared.look(
            ShowCaches.class, "show-cache", Level.ADMIN, "list caches and what they keep", CacheOperations::show);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(SHOW_CACHES);

    private CacheOperations() {}

    private static Outcome show(ShowCaches operation, Context context) {
        List<CacheContent> wanted = context.dataPlane().caches().stream()
                .filter(cache -> operation.cache().isEmpty() || cache.name().equals(operation.cache()))
                .toList();
        if (wanted.isEmpty() && !operation.cache().isEmpty()) {
            return Outcome.refused(Reason.CACHE_NOT_FOUND, "No such cache.");
        }
        Iterator<CacheRow> rows = wanted.stream()
                .flatMap(cache -> rows(cache, operation.entries()))
                .iterator();
        Cursor<CacheRow> cursor = () -> rows.hasNext() ? rows.next() : null;
        return new Outcome.Rows(cursor);
    }

    /** Found while one goes through them. */
    private static Stream<CacheRow> rows(CacheContent cache, boolean entries) {
        Stream<CacheRow> own = Stream.of(new CacheRow(cache, null));
        return entries
                ? Stream.concat(
                        own,
                        StreamSupport.stream(cache.entries().spliterator(), false)
                                .map(entry -> new CacheRow(cache, entry)))
                : own;
    }
}
