package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.ProxyProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Known traffic, and a ledger of what each counter must say after it. Sluice has to agree with the ledger; so does HAProxy where one is at
 * hand, which is how the ledger itself is checked.
 */
class LedgerTest {
    @Test
    void sluiceAgreesWithTheLedger() {
        try (LedgerTraffic traffic = new LedgerTraffic();
                ProxyProcess proxy = ProxyProcess.sluice(traffic.configuration())) {
            traffic.send(proxy);
            Ledger ledger = Ledger.read();
            assertThat(ledger.differences(proxy.admin(), Ledger.Program.SLUICE)).isEmpty();
            sumsAgree(proxy);
            assertThat(Ledger.countable(proxy.admin().stat().get(0).keySet()))
                    .as("every column is moved by some step")
                    .isSubsetOf(ledger.moved());
            MetricsLedger metrics = MetricsLedger.read();
            assertThat(metrics.differences(proxy, traffic.scrapePort(), false)).isEmpty();
            assertThat(metrics.unseen()).as("families without a sample").isEmpty();
        }
    }

    @Test
    void haproxyAgreesWithTheLedger() {
        Path binary = Path.of(Optional.ofNullable(System.getenv("HAPROXY")).orElse("/usr/sbin/haproxy"));
        Assumptions.assumeTrue(Files.isExecutable(binary), "no HAProxy at hand: " + binary);
        try (LedgerTraffic traffic = new LedgerTraffic();
                ProxyProcess proxy = ProxyProcess.start(binary, traffic.configuration())) {
            traffic.send(proxy);
            boolean current = proxy.admin().info().getOrDefault("Version", "").startsWith("3.5");
            assertThat(Ledger.read()
                            .differences(
                                    proxy.admin(), current ? Ledger.Program.HAPROXY_3_5 : Ledger.Program.HAPROXY_OLDER))
                    .isEmpty();
            assertThat(MetricsLedger.read().differences(proxy, traffic.scrapePort(), true))
                    .isEmpty();
        }
    }

    /** What the process counts is what its frontends do. */
    private static void sumsAgree(ProxyProcess proxy) {
        Map<String, String> info = proxy.admin().info();
        Map<String, String> sums = Map.of(
                "CumConns", "conn_tot", "CumReq", "req_tot", "CumStreams", "req_tot", "TotalBytesOut", "resbout");
        sums.forEach((line, column) -> assertThat(proxy.admin().stat().stream()
                        .filter(row -> "FRONTEND".equals(row.get("svname")))
                        .mapToLong(row -> Long.parseLong("0" + row.get(column)))
                        .sum())
                .as(line)
                .isEqualTo(Long.parseLong(info.get(line))));
    }
}
