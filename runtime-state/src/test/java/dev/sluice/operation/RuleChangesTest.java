package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pattern.PatternLoader;
import dev.sluice.pattern.PatternMatch;
import dev.sluice.pattern.PatternReference;
import dev.sluice.pattern.PatternValueType;
import dev.sluice.state.PatternChange;
import dev.sluice.state.PatternReports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of maps and ACLs that rules ask for. */
class RuleChangesTest {
    @TempDir
    private Path directory;

    private final World world = new World("""
            defaults
                mode http
            frontend f
                bind 127.0.0.1:0
            """);
    private String file = "";
    private PatternReports rules = PatternReports.NOBODY;

    @BeforeEach
    void load() throws Exception {
        Path path = Files.writeString(directory.resolve("a.map"), "twice 1\ntwice 2\n");
        file = path.toString();
        PatternLoader loader = new PatternLoader();
        assertThat(loader.at("test.cfg", 1).map(file, PatternMatch.STR, PatternValueType.INT))
                .isNotNull();
        assertThat(world.state.patterns().apply(loader.set(), true)).isNotNull();
        rules = world.loop.reports().patterns();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private PatternReference map() {
        return world.state.patterns().named(file).orElseThrow();
    }

    private List<String> values(String key) {
        return map().withKey(key.getBytes(StandardCharsets.ISO_8859_1)).stream()
                .map(entry -> new String(entry.value(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private void change(PatternChange.Kind kind, String key, String value) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        assertThat(rules.change(new PatternChange(file, kind, key, value), () -> done.complete(null)))
                .isTrue();
        World.await(done);
    }

    @Test
    void setsAllEntriesOfAKeyAndAddsOneWhereThereIsNone() {
        long before = world.loop.revision();
        change(PatternChange.Kind.SET, "twice", "5");
        change(PatternChange.Kind.SET, "new", "6");
        assertThat(values("twice")).containsExactly("5", "5");
        assertThat(values("new")).containsExactly("6");
        assertThat(world.loop.revision()).isEqualTo(before + 2);
    }

    @Test
    void deletesTheOldestEntryOfAKey() {
        change(PatternChange.Kind.DELETE, "twice", "");
        assertThat(values("twice")).containsExactly("2");
        change(PatternChange.Kind.DELETE, "twice", "");
        assertThat(values("twice")).isEmpty();
    }

    @Test
    void whatChangesNothingIsNoRevision() {
        long before = world.loop.revision();
        change(PatternChange.Kind.DELETE, "nobody", "");
        change(PatternChange.Kind.ADD, "twice", "");
        change(PatternChange.Kind.SET, "twice", "no number");
        CompletableFuture<Void> done = new CompletableFuture<>();
        assertThat(rules.change(
                        new PatternChange("elsewhere.map", PatternChange.Kind.SET, "a", "1"),
                        () -> done.complete(null)))
                .isTrue();
        World.await(done);
        assertThat(world.loop.revision()).isEqualTo(before);
        assertThat(values("twice")).containsExactly("1", "2");
    }

    @Test
    void whatOverflowsIsCountedAndLoggedAndWaitsForNobody() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        world.loop.executor().execute(() -> awaitQuietly(busy));
        AtomicInteger made = new AtomicInteger();
        PatternChange change = new PatternChange(file, PatternChange.Kind.SET, "key", "1");
        for (int i = 0; i < RuleChanges.WAITING_MAX; i++) {
            assertThat(rules.change(change, made::incrementAndGet)).isTrue();
        }
        assertThat(rules.change(change, made::incrementAndGet)).isFalse();
        assertThat(rules.change(change, made::incrementAndGet)).isFalse();
        assertThat(world.state.process().droppedPatternChanges()).hasValue(2);
        busy.countDown();
        world.settle();
        assertThat(made).hasValue(RuleChanges.WAITING_MAX);
        assertThat(world.dataPlane.log.toString()).contains("2 changes of maps and ACLs by rules were dropped");
        assertThat(values("key")).containsExactly("1");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
