package dev.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Balance.Algorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    @Test
    void followsChangesOfWeightsAndStates() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        TestBackend backend = TestBackend.balancing(
                Algorithm.ROUNDROBIN, random.ints(100, 1, 257).toArray());
        for (int round = 0; round < 300; round++) {
            List<Candidate> before = List.copyOf(backend.backend().view().candidates());
            List<Candidate> viewed = backend.backend().view().candidates();
            for (int changes = random.nextInt(1, random.nextInt(2, 100)); changes > 0; changes--) {
                Server server = backend.server(random.nextInt(100));
                if (random.nextInt(20) == 0) {
                    boolean unused = server.adminState() == 0
                            ? backend.states().maint(server)
                            : backend.states().ready(server);
                } else {
                    backend.states().weight(server, random.nextInt(10) == 0 ? 0 : random.nextInt(1, 257));
                }
            }
            backend.publish();
            assertThat(viewed).as("seed %d", seed).isEqualTo(before);
            assertThat(backend.backend().view().candidates())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected(backend));
        }
    }

    private static List<Candidate> expected(TestBackend backend) {
        List<Candidate> expected = new ArrayList<>();
        for (Server server : backend.servers()) {
            if (ServerStates.isUsable(server)) {
                expected.add(new Candidate(server, server.weight() * Server.THROTTLE_STEPS));
            }
        }
        return expected;
    }
}
