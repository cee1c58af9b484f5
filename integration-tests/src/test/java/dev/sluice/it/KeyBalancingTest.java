package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Targets and the servers that they belong to, while operators change weights. */
class KeyBalancingTest {
    private static final int TARGETS = 60;

    private final Origin one = new Origin("one");
    private final Origin two = new Origin("two");
    private final Origin three = new Origin("three");

    @AfterEach
    void end() {
        one.close();
        two.close();
        three.close();
    }

    private static Map<String, String> owners(int port) {
        Map<String, String> owners = new TreeMap<>();
        try (Conversation client = new Conversation(port)) {
            for (int i = 0; i < TARGETS; i++) {
                String target = "/item/" + i;
                owners.put(
                        target, client.get(target + "?session=" + i).response().body());
            }
        }
        return owners;
    }

    @Test
    void aChangeOfWeightMovesOnlyWhatItMust() {
        String configuration = WebConfiguration.BASE + """
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    use_backend fixed if { hdr(x-fixed) -m found }
                    default_backend ring
                backend ring
                    balance uri
                    hash-type consistent
                    server one 127.0.0.1:%1$d weight 10
                    server two 127.0.0.1:%2$d weight 10
                    server three 127.0.0.1:%3$d weight 10
                backend fixed
                    balance uri
                    server one 127.0.0.1:%1$d weight 10
                    server two 127.0.0.1:%2$d weight 10
                """.formatted(one.port(), two.port(), three.port());
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration)) {
            int port = proxy.port("http");
            Map<String, String> before = owners(port);
            assertThat(before.values()).contains("one", "two", "three");

            assertThat(proxy.admin().ask("set server ring/two weight 40")).isEqualTo("\n");
            Map<String, String> heavier = owners(port);
            heavier.forEach((target, owner) -> assertThat(owner).isIn("two", before.get(target)));
            assertThat(heavier).isNotEqualTo(before);

            assertThat(proxy.admin().ask("disable server ring/two")).isEqualTo("\n");
            Map<String, String> without = owners(port);
            without.forEach((target, owner) -> assertThat(owner)
                    .isEqualTo("two".equals(heavier.get(target)) ? owner : heavier.get(target))
                    .isNotEqualTo("two"));

            assertThat(proxy.admin().ask("enable server ring/two")).isEqualTo("\n");
            assertThat(proxy.admin().ask("set server ring/two weight 10")).isEqualTo("\n");
            assertThat(owners(port)).isEqualTo(before);

            assertThat(proxy.admin().ask("set server fixed/two weight 40")).contains("static LB algorithm");
        }
    }
}
