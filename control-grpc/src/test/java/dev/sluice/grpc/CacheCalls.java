package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.sluice.grpc.v1.Cache;
import dev.sluice.grpc.v1.CacheEntry;
import dev.sluice.grpc.v1.CacheServiceGrpc;
import dev.sluice.grpc.v1.ListCacheEntriesRequest;
import dev.sluice.grpc.v1.ListCachesRequest;
import io.grpc.Channel;
import io.grpc.Status;

/** Calls the service of caches. */
final class CacheCalls {
    private final CacheServiceGrpc.CacheServiceBlockingStub service;

    CacheCalls(Channel channel) {
        this.service = CacheServiceGrpc.newBlockingStub(channel);
    }

    void caches() {
        var all = service.listCaches(ListCachesRequest.getDefaultInstance());
        assertThat(all.getCachesList())
                .containsExactly(
                        Cache.newBuilder()
                                .setName("caches/pages")
                                .setBlockCount(1024)
                                .setAvailableBlockCount(1023)
                                .build(),
                        Cache.newBuilder()
                                .setName("caches/empty")
                                .setBlockCount(2048)
                                .setAvailableBlockCount(2048)
                                .build());
        var entries = service.listCacheEntries(
                ListCacheEntriesRequest.newBuilder().setCache("caches/pages").build());
        assertThat(entries.getCacheEntriesList())
                .containsExactly(
                        CacheEntry.newBuilder()
                                .setHash(0xFFFF_FFFF)
                                .setVariant("00")
                                .setSizeBytes(300)
                                .setBlockCount(1)
                                .setRemainingSeconds(20)
                                .build(),
                        CacheEntry.newBuilder()
                                .setHash(7)
                                .setVariant("0a")
                                .setSizeBytes(1500)
                                .setBlockCount(2)
                                .setReaderCount(1)
                                .setRemainingSeconds(-1)
                                .build());
        var large = service.listCacheEntries(ListCacheEntriesRequest.newBuilder()
                .setCache("caches/pages")
                .setFilter("size_bytes > 1000")
                .setReadMask(FieldMask.newBuilder().addPaths("variant"))
                .build());
        assertThat(large.getCacheEntriesList())
                .containsExactly(CacheEntry.newBuilder().setVariant("0a").build());
        assertThat(service.listCacheEntries(ListCacheEntriesRequest.newBuilder()
                                .setCache("caches/empty")
                                .build())
                        .getCacheEntriesCount())
                .isZero();
        ListCacheEntriesRequest nobody =
                ListCacheEntriesRequest.newBuilder().setCache("caches/none").build();
        assertThat(Refused.by(() -> service.listCacheEntries(nobody)).with(Status.Code.NOT_FOUND, "CACHE_NOT_FOUND"))
                .isNotNull();
    }
}
