package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Known traffic, and a ledger of what each counter must say after it. Sluice has to agree with the ledger; so does HAProxy where one is at
 * hand, which is how the ledger itself is checked.
 */
class LedgerTest {
    private static final Path LEDGER = Path.of("src/test/resources/dev/sluice/it/ledger.txt");
    private static final Pattern ENTRY = Pattern.compile("(\\w+)=(\\S+)");

    /** Columns that count, all of which some step has to move; what counts caches, compression, denials and TLS has no traffic yet. */
    private static final List<String> MOVED = List.of(
            "stot",
            "bin",
            "bout",
            "ereq",
            "econ",
            "eresp",
            "wretr",
            "wredis",
            "chkfail",
            "chkdown",
            "lbtot",
            "hrsp_2xx",
            "hrsp_3xx",
            "hrsp_4xx",
            "hrsp_5xx",
            "req_tot",
            "cli_abrt",
            "srv_abrt",
            "conn_tot",
            "intercepted",
            "connect",
            "reuse",
            "qmax",
            "smax",
            "h1req",
            "h1sess",
            "reqbin",
            "reqbout",
            "resbin",
            "resbout");

    @Test
    void sluiceAgreesWithTheLedger() throws IOException {
        try (LedgerTraffic traffic = new LedgerTraffic();
                ProxyProcess proxy = ProxyProcess.sluice(traffic.configuration())) {
            traffic.send(proxy);
            assertThat(differences(proxy, false)).isEmpty();
        }
    }

    @Test
    void haproxyAgreesWithTheLedger() throws IOException {
        Path binary = Path.of(Optional.ofNullable(System.getenv("HAPROXY")).orElse("/usr/sbin/haproxy"));
        Assumptions.assumeTrue(Files.isExecutable(binary), "no HAProxy at hand: " + binary);
        try (LedgerTraffic traffic = new LedgerTraffic();
                ProxyProcess proxy = ProxyProcess.start(binary, traffic.configuration())) {
            traffic.send(proxy);
            assertThat(differences(proxy, true)).isEmpty();
        }
    }

    @Test
    void someStepMovesEveryColumn() throws IOException {
        TreeSet<String> unmoved = new TreeSet<>(MOVED);
        for (String line : Files.readAllLines(LEDGER)) {
            Matcher entries = ENTRY.matcher(line);
            while (entries.find()) {
                if (!entries.group(2).equals("0")) {
                    unmoved.remove(entries.group(1).replace("~", ""));
                }
            }
        }
        assertThat(unmoved).isEmpty();
    }

    /** Lines are {@code proxy/object column=value …}; a value with ~ is Sluice's own count, which HAProxy makes in another way. */
    private static List<String> differences(ProxyProcess proxy, boolean haproxy) throws IOException {
        List<Map<String, String>> rows = proxy.admin().stat();
        List<String> differences = new ArrayList<>();
        for (String line : Files.readAllLines(LEDGER)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String object = line.split(" ", 2)[0];
            Map<String, String> row = rows.stream()
                    .filter(candidate -> object.equals(candidate.get("pxname") + "/" + candidate.get("svname")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row " + object));
            Matcher entries = ENTRY.matcher(line);
            while (entries.find()) {
                String column = entries.group(1);
                String value = entries.group(2);
                boolean own = value.startsWith("~");
                String actual = row.get(column);
                if (actual != null && !(own && haproxy) && !actual.equals(own ? value.substring(1) : value)) {
                    differences.add(object + " " + column + ": " + actual + " (expected: " + value + ")");
                }
            }
        }
        return differences;
    }
}
