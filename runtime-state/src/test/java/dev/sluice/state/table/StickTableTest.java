package dev.sluice.state.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec.KeyType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StickTableTest {
    private final Example example = new Example();

    private static TableEntry entry(@Nullable TableEntry found) {
        assertThat(found).isNotNull();
        return java.util.Objects.requireNonNull(found);
    }

    private static List<String> keys(StickTable table) {
        List<String> keys = new ArrayList<>();
        Supplier<@Nullable TableEntry> entries = table.entries();
        for (TableEntry each = entries.get(); each != null; each = entries.get()) {
            keys.add(KeyText.of(table.spec(), each));
        }
        return keys;
    }

    @Test
    void forgetsTheEntryThatWasTouchedLongestAgoWhenFull() {
        StickTable table = example.table(KeyType.INTEGER, 3, 0, false);
        for (long key : new long[] {1, 2, 3, 1, 4}) {
            assertThat(Example.touch(table, Example.key(key))).isTrue();
        }
        assertThat(keys(table)).containsExactlyInAnyOrder("1", "3", "4");
        assertThat(table.used()).isEqualTo(3);
    }

    @Test
    void keepsWhatIsTracked() {
        StickTable table = example.table(KeyType.INTEGER, 2, 1000, false);
        TableEntry tracked = entry(table.acquire(Example.key(1)));
        Example.touch(table, Example.key(2));
        Example.touch(table, Example.key(3));
        assertThat(keys(table)).containsExactlyInAnyOrder("1", "3");
        assertThat(table.remove(tracked)).isFalse();
        example.clock.addAndGet(5000);
        assertThat(table.used()).as("only the tracked one outlives its time").isEqualTo(1);
        table.release(tracked);
        assertThat(table.expiresIn(tracked)).isEqualTo(1000);
        assertThat(table.remove(tracked)).isTrue();
        assertThat(table.used()).isZero();
    }

    @Test
    void refusesNewOnesWhenFullIfToldToUntilTheirTimeIsOver() {
        StickTable table = example.table(KeyType.INTEGER, 2, 1000, true);
        assertThat(Example.touch(table, Example.key(1))).isTrue();
        assertThat(Example.touch(table, Example.key(2))).isTrue();
        assertThat(Example.touch(table, Example.key(3))).isFalse();
        example.clock.addAndGet(1000);
        assertThat(Example.touch(table, Example.key(3))).isTrue();
        assertThat(keys(table)).containsExactly("3");
    }

    @Test
    void nothingFitsWhereAllAreTracked() {
        StickTable table = example.table(KeyType.INTEGER, 1, 1000, false);
        entry(table.acquire(Example.key(1)));
        assertThat(table.acquire(Example.key(2))).isNull();
    }

    @Test
    void findsAnEntryByItsNumberUntilItGoes() {
        StickTable table = example.table(KeyType.STRING, 100, 0, false);
        TableEntry entry = entry(table.acquire(Example.key("one")));
        table.release(entry);
        assertThat(table.at(entry.pointer())).isSameAs(entry);
        assertThat(table.at(entry.pointer() + 1)).isNull();
        assertThat(table.at(-1)).isNull();
        table.remove(entry);
        assertThat(table.at(entry.pointer())).isNull();
        assertThat(table.find(Example.key("one"))).isNull();
    }

    @Test
    void numbersAreOfTheirSizeAndRatesOfTheirPeriod() {
        StickTable table = example.table(KeyType.IP, 100, 0, false);
        TableEntry entry = entry(table.acquire(Example.key(1)));
        table.set(entry, TableData.GPC0, 0, -1);
        assertThat(table.value(entry, TableData.GPC0, 0)).isEqualTo(0xFFFF_FFFFL);
        assertThat(table.add(entry, TableData.GPC0, 0, 1)).isZero();
        assertThat(table.add(entry, TableData.BYTES_IN_CNT, 0, 5_000_000_000L)).isEqualTo(5_000_000_000L);
        assertThat(table.add(entry, TableData.GPT, 3, 1)).as("no such element").isZero();
        assertThat(table.add(entry, TableData.CONN_CNT, 0, 1)).as("not held").isZero();
        table.subtract(entry, TableData.GPC0);
        assertThat(table.value(entry, TableData.GPC0, 0)).isZero();
        table.add(entry, TableData.CONN_RATE, 0, 8);
        example.clock.addAndGet(Example.PERIOD + Example.PERIOD / 2);
        assertThat(table.value(entry, TableData.CONN_RATE, 0)).isEqualTo(4);
    }

    @Test
    void keysShowAsTheyAre() {
        StickTable six = example.table(KeyType.IPV6, 100, 0, false);
        Example.touch(six, new TableKey().words(0x2001_0db8_0000_0000L, 1));
        Example.touch(six, new TableKey().words(0, 0xFFFF_0102_0304L));
        Example.touch(six, new TableKey().words(0x0001_0002_0003_0004L, 0x0005_0006_0007_0008L));
        assertThat(keys(six)).containsExactlyInAnyOrder("2001:db8::1", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8");
        StickTable text = example.table(KeyType.STRING, 100, 0, false);
        Example.touch(text, Example.key("a b=\\\u00e9\n"));
        assertThat(keys(text)).containsExactly("a\\ b\\=\\\\\\xE9\\n");
        StickTable bytes = example.table(KeyType.BINARY, 100, 0, false);
        Example.touch(bytes, new TableKey().bytes(new byte[] {9, (byte) 0xAB, 0}, 1, 2));
        assertThat(keys(bytes)).containsExactly("AB00");
    }

    /** Thousands of random steps, each checked against a map that remembers when its keys were touched. */
    @Test
    void isWhatASimplerTableSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int size = 20;
        long expire = 300;
        StickTable table = example.table(KeyType.INTEGER, size, expire, false);
        Map<Long, Long> touched = new LinkedHashMap<>();
        Map<Long, Long> counts = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String at = "step " + step + " of seed " + seed;
            long key = random.nextInt(40);
            long now = example.clock.addAndGet(random.nextInt(20));
            touched.values().removeIf(moment -> now - moment >= expire);
            counts.keySet().retainAll(touched.keySet());
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    TableEntry entry = entry(table.acquire(Example.key(key)));
                    long sum = table.add(entry, TableData.GPC0, 0, key);
                    table.release(entry);
                    touched.remove(key);
                    if (touched.size() == size) {
                        Long oldest = touched.keySet().iterator().next();
                        boolean isNew = !counts.containsKey(key);
                        if (isNew) {
                            touched.remove(oldest);
                            counts.remove(oldest);
                        }
                    }
                    touched.put(key, now);
                    assertThat(sum).as(at).isEqualTo(counts.merge(key, key, Long::sum));
                }
                case 2 -> {
                    TableEntry entry = table.find(Example.key(key));
                    assertThat(entry != null).as(at).isEqualTo(touched.containsKey(key));
                    if (entry != null) {
                        assertThat(table.value(entry, TableData.GPC0, 0)).as(at).isEqualTo(counts.get(key));
                    }
                }
                default -> {
                    TableEntry entry = table.find(Example.key(key));
                    if (entry != null) {
                        assertThat(table.remove(entry)).as(at).isTrue();
                    }
                    touched.remove(key);
                    counts.remove(key);
                }
            }
            assertThat(table.used()).as(at).isEqualTo(touched.size());
        }
        assertThat(keys(table))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        touched.keySet().stream().map(String::valueOf).toList());
    }

    @Test
    void aLargeTableKeepsToItsSizeAndForgetsOldOnes() {
        int size = 10_000;
        StickTable table = example.table(KeyType.INTEGER, size, 0, false);
        for (int i = 0; i < 3 * size; i++) {
            example.clock.incrementAndGet();
            Example.touch(table, Example.key(i));
        }
        assertThat(table.used()).isEqualTo(size);
        List<String> kept = keys(table);
        assertThat(kept).hasSize(size);
        long young =
                kept.stream().filter(key -> Integer.parseInt(key) >= 2 * size).count();
        assertThat(young).as("most of the newest are there").isGreaterThan(size * 9 / 10);
    }

    /** Several threads count, track and forget at once: nothing that was tracked is lost, and all is given back. */
    @Test
    void threadsShareATable() throws InterruptedException {
        int threads = 4;
        int rounds = 40_000;
        int keys = 64;
        StickTable table = example.table(KeyType.INTEGER, 5000, 60_000, false);
        List<TableEntry> held = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            held.add(entry(table.acquire(Example.key(i))));
        }
        List<Throwable> broken = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int number = t;
            Thread thread = new Thread(() -> {
                Random random = new Random(number);
                for (int i = 0; i < rounds; i++) {
                    TableEntry own = entry(table.acquire(Example.key(i % keys)));
                    table.add(own, TableData.GPC0, 0, 1);
                    table.release(own);
                    TableKey other = Example.key(1000 + random.nextInt(8000));
                    if (random.nextInt(3) > 0) {
                        Example.touch(table, other);
                    } else {
                        TableEntry found = table.find(other);
                        if (found != null) {
                            table.remove(found);
                        }
                    }
                }
            });
            thread.setUncaughtExceptionHandler((which, error) -> broken.add(error));
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(broken).isEmpty();
        long counted = held.stream()
                .mapToLong(each -> table.value(each, TableData.GPC0, 0))
                .sum();
        assertThat(counted).isEqualTo((long) threads * rounds);
        assertThat(held).allMatch(each -> each.references() == 1);
        held.forEach(table::release);
        List<String> listed = keys(table);
        assertThat(listed).doesNotHaveDuplicates().hasSize(table.used());
        assertThat(table.used()).isLessThanOrEqualTo(5000);
        example.clock.addAndGet(60_000);
        assertThat(table.used()).isZero();
        assertThat(keys(table)).isEmpty();
    }
}
