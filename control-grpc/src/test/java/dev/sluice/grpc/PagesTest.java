package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import dev.sluice.operation.Reason;
import dev.sluice.state.Clock;
import io.grpc.Status.Code;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is remembered between calls, and for how long. */
class PagesTest {
    private final AtomicLong now = new AtomicLong();
    private final Clock clock = new Clock() {
        @Override
        public long millis() {
            return now.get();
        }

        @Override
        public long wallMillis() {
            return now.get();
        }
    };
    private final Pages pages = new Pages(clock);
    private final RequestIds ids = new RequestIds(clock);

    private static List<StringValue> items(int count) {
        return Collections.nCopies(count, StringValue.of("x"));
    }

    private Refused next(String token) {
        return Refused.by(() -> pages.next(token, 1, "arguments"));
    }

    @Test
    void aListIsKeptForSomeMinutes() {
        String token = pages.first(items(3), 1, 1, "arguments").nextToken();
        now.addAndGet(Pages.KEPT_MILLIS);
        assertThat(pages.next(token, 1, "arguments").items()).hasSize(1);
        now.incrementAndGet();
        next(token).with(Code.OUT_OF_RANGE, Reason.PAGE_TOKEN_EXPIRED.name());
    }

    @Test
    void onlySoManyListsAreKept() {
        String first = pages.first(items(2), 1, 1, "arguments").nextToken();
        String second = pages.first(items(2), 1, 1, "arguments").nextToken();
        for (int i = 0; i < Pages.LISTS_MAX - 1; i++) {
            assertThat(pages.first(items(2), 1, 1, "arguments").nextToken()).isNotEmpty();
        }
        next(first).with(Code.OUT_OF_RANGE, Reason.PAGE_TOKEN_EXPIRED.name());
        assertThat(pages.next(second, 1, "arguments").items()).hasSize(1);
    }

    @Test
    void onlySoManyItemsAreKept() {
        String first = pages.first(items(Pages.ITEMS_MAX), 1, 1, "arguments").nextToken();
        String second = pages.first(items(Pages.ITEMS_MAX), 1, 1, "arguments").nextToken();
        next(first).with(Code.OUT_OF_RANGE, Reason.PAGE_TOKEN_EXPIRED.name());
        assertThat(pages.next(second, 1, "arguments").items()).hasSize(1);
    }

    @Test
    void anAnswerIsKeptForTenMinutes() {
        AtomicInteger runs = new AtomicInteger();
        String id = "123e4567-e89b-12d3-a456-426614174000";
        for (int i = 0; i < 3; i++) {
            var answer = ids.once(
                            id,
                            "caller",
                            StringValue.of("request"),
                            () -> CompletableFuture.completedStage(StringValue.of("" + runs.incrementAndGet())))
                    .toCompletableFuture()
                    .join();
            assertThat(answer.getValue()).isEqualTo("1");
        }
        now.addAndGet(RequestIds.KEPT_MILLIS + 1);
        var late = ids.once(
                        id,
                        "caller",
                        StringValue.of("request"),
                        () -> CompletableFuture.completedStage(StringValue.of("" + runs.incrementAndGet())))
                .toCompletableFuture()
                .join();
        assertThat(late.getValue()).isEqualTo("2");
    }
}
