package dev.sluice.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Balance;
import dev.sluice.config.Balance.Algorithm;
import dev.sluice.config.BalanceSettings;
import dev.sluice.config.BalanceSettings.Affinity;
import dev.sluice.config.BalanceSettings.HashKey;
import dev.sluice.config.HashType;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.state.Candidate;
import dev.sluice.state.Server;
import dev.sluice.state.TestBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers on a ring. */
class KeyRingTest {
    private static final int KEYS = 2000;

    private final Pick pick = new Pick(0, 1);

    private static Settings.Builder ring() {
        return Settings.builder()
                .set(ProxySettings.BALANCE, new Balance(Algorithm.HASH, List.of("int(1)")))
                .set(BalanceSettings.HASH_TYPE, new HashType(true, HashType.Function.NONE, false));
    }

    private static TestBackend of(Settings.Builder settings, int... weights) {
        TestBackend made = new TestBackend(settings.build());
        for (int weight : weights) {
            made.add(Settings.builder().set(ServerSettings.WEIGHT, weight).build());
        }
        made.publish();
        return made;
    }

    private Server choose(TestBackend backend, int hash) {
        pick.key(hash);
        Picker picker = (Picker) backend.backend().view().balancer();
        return Objects.requireNonNull(picker.pick(pick), "nobody was chosen");
    }

    private List<Server> all(TestBackend backend) {
        SplittableRandom keys = new SplittableRandom(7);
        List<Server> chosen = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            chosen.add(choose(backend, keys.nextInt()));
        }
        return chosen;
    }

    /** What HAProxy 3.5 was seen to choose for twelve hashes, evenly spread, among three servers. */
    @ParameterizedTest
    @CsvSource({
        "ID, cacaaaabacbb",
        "ID32, aaaaacaabaaa",
        "GUID, caccaabaaacb",
        "ADDR, baaaaaaaaaca",
        "ADDR_PORT, aaaaabaaaaaa"
    })
    void standsWhereHaproxyPutsIt(HashKey key, String expected) {
        TestBackend backend = new TestBackend(ring().build());
        String guid = key == HashKey.GUID ? "guid" : "other";
        add(backend, key, ServerAddress.Family.IPV4, "127.0.0.1", 24100, "gan" + guid, 3);
        add(backend, key, ServerAddress.Family.IPV6, "::1", 24101, "gbn" + guid, 1);
        for (int i = 2; i < 11; i++) {
            backend.add(Settings.builder().set(ServerSettings.WEIGHT, 0).build());
        }
        add(backend, key, ServerAddress.Family.IPV4, "127.0.0.1", 24102, "", 1);
        backend.publish();

        StringBuilder chosen = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            Server server = choose(backend, i * 357913941);
            chosen.append((char) ('a' + Math.min(2, backend.servers().indexOf(server))));
        }

        assertThat(chosen).hasToString(expected);
    }

    private static void add(
            TestBackend to, HashKey key, ServerAddress.Family family, String host, int port, String guid, int weight) {
        Settings settings = Settings.builder()
                .set(BalanceSettings.HASH_KEY, key)
                .set(ServerSettings.GUID, guid)
                .set(ServerSettings.WEIGHT, weight)
                .build();
        Server unused = to.add(settings, new ServerAddress(family, host, port, false));
    }

    @Test
    void aChangeMovesOnlyWhatItMust() {
        TestBackend backend = of(ring(), 10, 10, 10, 10, 10);
        List<Server> before = all(backend);
        Server changed = backend.server(2);

        backend.states().weight(changed, 20);
        backend.publish();
        List<Server> heavier = all(backend);
        backend.states().weight(changed, 0);
        backend.publish();
        List<Server> without = all(backend);

        int moved = 0;
        for (int i = 0; i < KEYS; i++) {
            if (heavier.get(i) != before.get(i)) {
                assertThat(heavier.get(i)).isSameAs(changed);
                moved++;
            }
            if (before.get(i) != changed) {
                assertThat(without.get(i)).isSameAs(before.get(i));
            }
        }
        assertThat(moved).isBetween(KEYS / 20, KEYS / 3);
        assertThat(without).doesNotContain(changed);
    }

    @Test
    void isTheSameHoweverItCameAbout() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        TestBackend backend = of(ring(), random.ints(30, 0, 40).toArray());
        Ring ring = Ring.of(backend.backend().view().candidates(), null);
        for (int round = 0; round < 50; round++) {
            Server server = backend.server(random.nextInt(30));
            backend.states().weight(server, random.nextInt(40));
            backend.publish();
            List<Candidate> candidates = backend.backend().view().candidates();
            ring = Ring.of(candidates, ring);
            Ring anew = Ring.of(candidates, null);

            assertThat(ring.size()).as("seed %d", seed).isEqualTo(anew.size());
            for (int i = 0; i < 100; i++) {
                int hash = random.nextInt();
                assertThat(ring.owner(ring.nearest(hash)))
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(anew.owner(anew.nearest(hash)));
            }
        }
    }

    @Test
    void nobodyGetsMoreThanAShareWhereThereIsAFactor() {
        TestBackend backend = of(ring().set(BalanceSettings.HASH_BALANCE_FACTOR, 150), 1, 3, 1);
        for (int request = 0; request < 50; request++) {
            backend.backend().sessions().increment();
            choose(backend, 7).sessions().increment();
        }

        // Half as much again as the average, by weight, and not one more before that.
        assertThat(backend.servers())
                .extracting(server -> server.sessions().get())
                .satisfiesExactly(
                        first -> assertThat(first).isLessThanOrEqualTo(15),
                        heavy -> assertThat(heavy).isBetween(20, 45),
                        favourite -> assertThat(favourite).isEqualTo(15));
    }

    @Test
    void passesByWhoIsFullWhereThatIsWanted() {
        Settings limited = Settings.builder().set(ServerSettings.MAXCONN, 1).build();
        TestBackend backend = new TestBackend(
                ring().set(BalanceSettings.HASH_AFFINITY, Affinity.MAXCONN).build());
        for (int i = 0; i < 3; i++) {
            Server unused = backend.add(limited);
        }
        backend.publish();
        List<Server> chosen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Server server = choose(backend, 7);
            server.sessions().increment();
            chosen.add(server);
        }

        // As HAProxy 3.5 was seen to do: the third waits for whoever stands last before the place of its hash.
        assertThat(chosen).containsExactly(backend.server(2), backend.server(1), backend.server(0));
        assertThat(choose(backend, 7)).isSameAs(backend.server(1));
    }

    @Test
    void aRequestWithoutAKeyIsServedInTurn() {
        TestBackend backend = of(ring(), 1, 1, 1);
        List<Server> chosen = new ArrayList<>();
        pick.noKey();
        for (int i = 0; i < 48; i++) {
            chosen.add(((Picker) backend.backend().view().balancer()).pick(pick));
        }

        for (Server server : backend.servers()) {
            assertThat(chosen.stream().filter(each -> each == server).count()).isEqualTo(16);
        }
    }
}
