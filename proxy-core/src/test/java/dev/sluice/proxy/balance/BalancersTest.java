package dev.sluice.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Balance;
import dev.sluice.config.Balance.Algorithm;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.state.Server;
import dev.sluice.state.TestBackend;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BalancersTest {
    private final Pick pick = new Pick(0, 42);

    private static Picker picker(TestBackend backend) {
        return (Picker) backend.backend().view().balancer();
    }

    private String picks(TestBackend backend, int count) {
        StringBuilder picked = new StringBuilder();
        for (int i = 0; i < count; i++) {
            Server server = picker(backend).pick(pick);
            picked.append(
                    server == null ? "-" : Integer.toString(backend.servers().indexOf(server)));
        }
        return picked.toString();
    }

    /** The orders that HAProxy 3.5 was seen to follow. */
    @ParameterizedTest
    @CsvSource({
        "ROUNDROBIN, 1 1 1, 012012012012",
        "ROUNDROBIN, 2 1, 001001001001",
        "ROUNDROBIN, 1 2, 110110110110",
        "ROUNDROBIN, 3 1, 000100010001",
        "ROUNDROBIN, 1 3, 111011101110",
        "ROUNDROBIN, 5 1 1, 00010020001002",
        "ROUNDROBIN, 3 2 1, 010201010201",
        "ROUNDROBIN, 1 2 3, 212021212021",
        "ROUNDROBIN, 10 5, 001001001001",
        "ROUNDROBIN, 4 4 1, 010101012010101012",
        "STATIC_RR, 2 1, 001001001001",
        "STATIC_RR, 1 2, 011011011011",
        "STATIC_RR, 5 1 1, 00010020001002",
        "STATIC_RR, 3 2 1, 001012001012",
        "STATIC_RR, 1 2 3, 021212021212",
        "FIRST, 1 1, 0000"
    })
    void followsTheOrdersOfHaproxy(Algorithm algorithm, String weights, String expected) {
        int[] parsed =
                List.of(weights.split(" ")).stream().mapToInt(Integer::parseInt).toArray();

        assertThat(picks(TestBackend.balancing(algorithm, parsed), expected.length()))
                .isEqualTo(expected);
    }

    /** What HAProxy 3.5 was seen to choose for these addresses. */
    @ParameterizedTest
    @CsvSource({"1 1 1, 201201122", "1 2 3, 202122221", "1 1 1 1 1 1 1, 234563003", "2 1, 100100011"})
    void mapsSourcesAsHaproxyDoes(String weights, String expected) {
        int[] parsed =
                List.of(weights.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
        TestBackend backend = TestBackend.balancing(Algorithm.SOURCE, parsed);
        byte[][] sources = {
            {127, 0, 0, 1},
            {127, 0, 0, 2},
            {127, 0, 0, 3},
            {127, 0, 0, 4},
            {127, 0, 0, 5},
            {127, 0, 0, 9},
            {127, 1, 2, 3},
            {127, 9, (byte) 200, 77},
            {127, (byte) 255, 3, (byte) 250}
        };
        StringBuilder picked = new StringBuilder();
        for (byte[] source : sources) {
            pick.source(source, source.length);
            picked.append(picks(backend, 1));
        }

        assertThat(picked).hasToString(expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"ROUNDROBIN", "STATIC_RR"})
    void servesByWeightAndSmoothly(Algorithm algorithm) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            int[] weights = random.ints(random.nextInt(2, 30), 1, 257).toArray();
            TestBackend backend = TestBackend.balancing(algorithm, weights);
            assertBounded(backend, weights, "seed " + seed + " round " + round);
        }
    }

    /** Too many weights for an order that is spelled out. */
    @Test
    void servesManyByWeightAndSmoothly() {
        long seed = System.nanoTime();
        int[] weights = new SplittableRandom(seed).ints(500, 1, 257).toArray();

        assertBounded(TestBackend.balancing(Algorithm.ROUNDROBIN, weights), weights, "seed " + seed);
    }

    /** At no time is a server ahead of or behind its share by more than a few requests. */
    private void assertBounded(TestBackend backend, int[] weights, String hint) {
        double total = Arrays.stream(weights).sum();
        int[] served = new int[weights.length];
        IdentityHashMap<Server, Integer> index = new IdentityHashMap<>();
        for (int i = 0; i < weights.length; i++) {
            index.put(backend.server(i), i);
        }
        Picker picker = picker(backend);
        double farthest = 0;
        for (int n = 1; n <= 40_000; n++) {
            int i = Objects.requireNonNull(index.get(picker.pick(pick)));
            served[i]++;
            farthest = Math.max(farthest, Math.abs(served[i] - n * weights[i] / total));
        }
        assertThat(farthest).as(hint).isLessThan(10);
    }

    @Test
    void goesOnWithWhoeverIsNextWhenAServerLeaves() {
        TestBackend backend = TestBackend.balancing(Algorithm.ROUNDROBIN, 1, 1, 1, 1);
        assertThat(picks(backend, 5)).isEqualTo("01230");

        assertThat(backend.states().maint(backend.server(3))).isTrue();
        backend.publish();
        assertThat(picks(backend, 4)).isEqualTo("1201");

        assertThat(backend.states().maint(backend.server(2))).isTrue();
        backend.publish();
        assertThat(picks(backend, 3)).isEqualTo("010");

        assertThat(backend.states().ready(backend.server(3))).isTrue();
        backend.publish();
        assertThat(picks(backend, 3)).isEqualTo("130");
    }

    @Test
    void keepsItsPlaceThroughChangesThatNoRequestMeets() {
        TestBackend backend = TestBackend.balancing(Algorithm.ROUNDROBIN, 1, 1, 1);
        assertThat(picks(backend, 4)).isEqualTo("0120");
        for (int weight : new int[] {7, 9, 2, 1}) {
            backend.states().weight(backend.server(2), weight);
            backend.publish();
        }

        assertThat(picks(backend, 3)).isEqualTo("120");
    }

    @Test
    void remembersItsPlaceWhileNobodyIsUp() {
        TestBackend backend = TestBackend.balancing(Algorithm.ROUNDROBIN, 1, 1, 1);
        assertThat(picks(backend, 1)).isEqualTo("0");
        backend.servers().forEach(backend.states()::maint);
        backend.publish();
        assertThat(picks(backend, 1)).isEqualTo("-");
        backend.servers().forEach(backend.states()::ready);
        backend.publish();

        assertThat(picks(backend, 3)).isEqualTo("120");
    }

    @ParameterizedTest
    @EnumSource
    void picksOnlyCandidates(Algorithm algorithm) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int[] weights = random.ints(100, 1, 257).toArray();
        TestBackend backend = TestBackend.balancing(algorithm, weights);
        int wrong = 0;
        for (int round = 0; round < 10; round++) {
            for (Server server : backend.servers()) {
                boolean unused = random.nextBoolean()
                        ? backend.states().maint(server)
                        : backend.states().ready(server);
            }
            backend.publish();
            Picker picker = picker(backend);
            for (int i = 0; i < 300; i++) {
                byte[] source = {10, (byte) random.nextInt(), (byte) random.nextInt(), (byte) i};
                pick.source(source, 4);
                Server server = Objects.requireNonNull(picker.pick(pick));
                wrong += picker.has(server) && server.adminState() == 0 ? 0 : 1;
            }
        }
        assertThat(wrong).as("seed %d", seed).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = "SOURCE", mode = EnumSource.Mode.EXCLUDE)
    void skipsWhoIsFullAndFindsWhoIsNot(Algorithm algorithm) {
        for (int size : new int[] {2, 9, 100}) {
            TestBackend backend = new TestBackend(Settings.builder()
                    .set(ProxySettings.BALANCE, new Balance(algorithm, List.of()))
                    .build());
            for (int i = 0; i < size; i++) {
                backend.add(Settings.builder()
                        .set(ServerSettings.WEIGHT, 1 + i % 7)
                        .set(ServerSettings.MAXCONN, 1)
                        .build());
            }
            backend.publish();
            for (int i = 0; i < size; i++) {
                Server server = Objects.requireNonNull(picker(backend).pick(pick), algorithm + " of " + size);
                assertThat(server.sessions().tryIncrement(1))
                        .as("%s gives a full one", algorithm)
                        .isTrue();
            }
            assertThat(picker(backend).pick(pick)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "SOURCE", mode = EnumSource.Mode.EXCLUDE)
    void avoidsWhatFailedUnlessThereIsNoOther(Algorithm algorithm) {
        for (int size : new int[] {2, 70}) {
            int[] weights = new int[size];
            Arrays.fill(weights, 3);
            TestBackend backend = TestBackend.balancing(algorithm, weights);
            pick.reset();
            pick.avoid(backend.server(0));
            for (int i = 0; i < 500; i++) {
                assertThat(picker(backend).pick(pick)).isNotSameAs(backend.server(0));
            }
            for (int i = 1; i < size; i++) {
                boolean unused = backend.states().maint(backend.server(i));
            }
            backend.publish();
            assertThat(picker(backend).pick(pick)).isSameAs(backend.server(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 1 1 1 1 1", "3, 1 2 3", "80, ''"})
    void leastconnKeepsLoadsEven(int size, String weightsText) {
        int[] weights = weightsText.isEmpty()
                ? new SplittableRandom(1).ints(size, 1, 10).toArray()
                : List.of(weightsText.split(" ")).stream()
                        .mapToInt(Integer::parseInt)
                        .toArray();
        TestBackend backend = TestBackend.balancing(Algorithm.LEASTCONN, weights);
        SplittableRandom random = new SplittableRandom(7);
        Deque<Server> live = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            Server server = Objects.requireNonNull(picker(backend).pick(pick));
            int unused = server.sessions().increment();
            live.add(server);
            if (live.size() > 20 * size) {
                Server ended = live.remove();
                if (random.nextBoolean()) {
                    live.add(ended);
                    ended = live.remove();
                }
                int left = ended.sessions().decrement();
                assert left >= 0;
            }
        }
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int i = 0; i < size; i++) {
            double load = (backend.server(i).sessions().get() + 1.0) / weights[i];
            least = Math.min(least, load);
            most = Math.max(most, load);
        }
        // One that has just ended and one that has just begun move the load of a server of weight 1 by 1 each.
        assertThat(most - least).isLessThanOrEqualTo(2);
    }

    @Test
    void randomFollowsWeightsAndPrefersTheLessLoaded() {
        TestBackend backend = TestBackend.balancing(Algorithm.RANDOM, 10, 30, 60);
        int[] served = new int[3];
        for (int i = 0; i < 10_000; i++) {
            Server server = Objects.requireNonNull(picker(backend).pick(pick));
            served[backend.servers().indexOf(server)]++;
            assertThat(server.sessions().increment()).isPositive();
        }

        assertThat(served[0]).isBetween(900, 1100);
        assertThat(served[1]).isBetween(2800, 3200);
        assertThat(served[2]).isBetween(5700, 6300);
    }

    @Test
    void limitsGrowWithTheBackendsLoadAndWithSlowstart() {
        TestBackend backend = TestBackend.balancing(Algorithm.ROUNDROBIN);
        Server server = backend.add(Settings.builder()
                .set(ServerSettings.MINCONN, 10)
                .set(ServerSettings.MAXCONN, 100)
                .build());
        backend.backend().fullconn(50);
        assertThat(Limits.now(server)).isEqualTo(10);
        for (int i = 0; i < 20; i++) {
            assertThat(backend.backend().sessions().increment()).isPositive();
        }
        assertThat(Limits.now(server)).isEqualTo(40);
        for (int i = 0; i < 30; i++) {
            assertThat(backend.backend().sessions().increment()).isPositive();
        }
        assertThat(Limits.now(server)).isEqualTo(100);
        backend.throttle(server, 4);
        assertThat(Limits.now(server)).isEqualTo(25);
    }
}
