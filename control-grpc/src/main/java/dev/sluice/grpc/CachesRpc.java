package dev.sluice.grpc;

import dev.sluice.grpc.v1.Cache;
import dev.sluice.grpc.v1.CacheEntry;
import dev.sluice.grpc.v1.CacheServiceGrpc;
import dev.sluice.grpc.v1.ListCacheEntriesRequest;
import dev.sluice.grpc.v1.ListCacheEntriesResponse;
import dev.sluice.grpc.v1.ListCachesRequest;
import dev.sluice.grpc.v1.ListCachesResponse;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.cache.CacheRow;
import dev.sluice.operation.cache.ShowCaches;
import dev.sluice.state.CacheContent;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** The service of caches. */
final class CachesRpc extends CacheServiceGrpc.CacheServiceImplBase {
    private final Kit kit;

    CachesRpc(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void listCaches(ListCachesRequest request, StreamObserver<ListCachesResponse> to) {
        kit.calls().list(to, request, new ShowCaches("", false), CacheRow.class, row -> of(row.cache()));
    }

    @Override
    public void listCacheEntries(ListCacheEntriesRequest request, StreamObserver<ListCacheEntriesResponse> to) {
        kit.calls().list(to, request, () -> {
            String cache = Names.cache("cache", request.getCache());
            return kit.calls()
                    .submit(
                            new ShowCaches(cache, true),
                            new Subject(Kit.CACHE, request.getCache(), "cache"),
                            Precondition.NONE,
                            CachesRpc::entries);
        });
    }

    /** As many as a list may have. */
    private static List<CacheEntry> entries(Outcome outcome) {
        List<CacheEntry> entries = new ArrayList<>();
        if (outcome instanceof Outcome.Rows rows) {
            for (Object row = rows.rows().next();
                    row != null && entries.size() < Pages.ITEMS_MAX;
                    row = rows.rows().next()) {
                CacheContent.Entry entry = ((CacheRow) row).entry();
                if (entry != null) {
                    entries.add(of(entry));
                }
            }
        }
        return entries;
    }

    private static Cache of(CacheContent cache) {
        return Cache.newBuilder()
                .setName("caches/" + cache.name())
                .setBlockCount(cache.blocks())
                .setAvailableBlockCount(cache.available())
                .build();
    }

    private static CacheEntry of(CacheContent.Entry entry) {
        return CacheEntry.newBuilder()
                .setHash((int) entry.hash())
                .setVariant(entry.variant())
                .setSizeBytes(entry.bytes())
                .setBlockCount(entry.blocks())
                .setReaderCount(entry.readers())
                .setRemainingSeconds(entry.secondsLeft())
                .build();
    }
}
