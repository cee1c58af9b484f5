package dev.sluice.it;

import dev.sluice.it.harness.AdminClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every counter must say after {@link LedgerTraffic}, read from {@code ledger.txt}: a line for each row of {@code show stat}, and one,
 * {@code info}, for {@code show info}. What a line does not name is 0.
 *
 * <p>A value is a number, a range {@code least..most} where time decides, and with {@code ~} in front Sluice's own: HAProxy counts
 * otherwise, for a reason that stands in the file. A line {@code older} names columns that HAProxy 2.6 counts in another way than 3.5.
 */
final class Ledger {
    private static final Path FILE = Path.of("src/test/resources/dev/sluice/it/ledger.txt");

    /** Names, settings and states: no traffic counts in them. The differential test compares them. */
    static final Set<String> DESCRIPTIVE = words(
            "pxname svname status weight act bck qlimit pid iid sid throttle tracked type slim rate_lim mode algo addr"
                    + " cookie proto srid uweight src_ilim check_status check_code check_desc last_chk check_rise"
                    + " check_fall check_health agg_server_status agg_server_check_status agg_check_status -");

    /** Columns that nothing moves yet, and the feature that will. */
    static final Map<String, Set<String>> LATER = Map.of(
            "rules that deny or rewrite", words("dreq dresp dcon dses wrew"),
            "compression", words("comp_in comp_out comp_byp comp_rsp"),
            "a cache", words("cache_lookups cache_hits cache_hint_hits"),
            "servers judged by their traffic, observe", words("hanafail"),
            "agent-check",
                    words("last_agt agent_status agent_code agent_duration agent_desc agent_rise agent_fall"
                            + " agent_health"),
            "HTTP/2 and HTTP/3",
                    words("h2sess h3sess req_other h2req h3req h2_headers_rcvd h2_data_rcvd h2_settings_rcvd"
                            + " h2_rst_stream_rcvd h2_goaway_rcvd h2_detected_conn_protocol_errors"
                            + " h2_detected_strm_protocol_errors h2_rst_stream_resp h2_goaway_resp"
                            + " h2_open_connections h2_backend_open_streams h2_total_connections"
                            + " h2_backend_total_streams"),
            "TLS", words("ssl_sess ssl_reused_sess ssl_failed_handshake ssl_ocsp_staple ssl_failed_ocsp_staple"),
            "splicing", words("h1_spliced_bytes_in h1_spliced_bytes_out"),
            "a bug of the program, and nothing else", words("eint"));

    /** What is going on when one looks: nothing, after the traffic. */
    static final Set<String> PRESENT =
            words("scur qcur used_conn_cur priv_idle_cur h1_open_streams CurrConns CurrStreams");

    /** What was going on in the second before one looks: their maxima are in the ledger. */
    static final Set<String> INSTANT = words("rate req_rate conn_rate ConnRate SessRate BytesOutRate");

    /** How long ago something was: compared only where the ledger has it, that is where a step decides. */
    static final Set<String> AGES = words("lastchg lastsess");

    /** Lines of {@code show info} that describe the process or count what is no traffic. */
    static final Set<String> INFO_DESCRIPTIVE =
            words("Name Version Release_date Nbthread Nbproc Process_num Pid Uptime Uptime_sec Memmax_MB PoolAlloc_MB"
                    + " PoolUsed_MB Ulimit-n Maxsock Maxconn Hard_maxconn Tasks Run_queue Idle_pct node description Jobs Listeners"
                    + " Build-info Memmax_bytes PoolAlloc_bytes PoolUsed_bytes Start_time_sec Tainted TotalWarnings"
                    + " BootTime_ms NbThreadGroups MaxZlibMemUsage ZlibMemUsage PatternsAdded Maxpipes");

    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private final Map<String, Set<String>> older = new LinkedHashMap<>();

    private Ledger() {}

    static Ledger read() {
        Ledger ledger = new Ledger();
        try {
            for (String line : Files.readAllLines(FILE)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    ledger.take(line.split("\\s+"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ledger;
    }

    private void take(String[] words) {
        if (words[0].equals("older")) {
            older.computeIfAbsent(words[1], name -> new HashSet<>())
                    .addAll(List.of(words).subList(2, words.length));
            return;
        }
        Map<String, String> row = rows.computeIfAbsent(words[0], name -> new LinkedHashMap<>());
        for (String entry : List.of(words).subList(1, words.length)) {
            String[] parts = entry.split("=", 2);
            row.put(parts[0], parts[1]);
        }
    }

    /** The columns that some line moves. */
    Set<String> moved() {
        Set<String> moved = new HashSet<>();
        rows.values()
                .forEach(row -> row.forEach((column, value) -> {
                    String own = value.replace("~", "");
                    if (!own.equals("0") && !own.equals("-1") && !own.startsWith("0..")) {
                        moved.add(column);
                    }
                }));
        return moved;
    }

    /** The columns of {@code show stat} that traffic has to move, given all there are. */
    static Set<String> countable(Set<String> columns) {
        Set<String> counted = new HashSet<>(columns);
        counted.removeAll(DESCRIPTIVE);
        counted.removeAll(PRESENT);
        LATER.values().forEach(counted::removeAll);
        counted.removeAll(INSTANT);
        counted.remove("");
        return counted;
    }

    /** Who is held against the ledger; HAProxy's older versions lack columns, and count some in another way. */
    enum Program {
        SLUICE,
        HAPROXY_3_5,
        HAPROXY_OLDER
    }

    /** Where a program disagrees. */
    List<String> differences(AdminClient admin, Program program) {
        List<String> differences = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Map<String, String> row : admin.stat()) {
            String name = row.get("pxname") + "/" + row.get("svname");
            if (!name.startsWith("scrape/")) {
                seen.add(name);
                compare(name, row, DESCRIPTIVE, program, differences);
            }
        }
        Map<String, String> info = new LinkedHashMap<>();
        admin.info().forEach((line, value) -> info.put(line.replace(' ', '-'), value));
        seen.add("info");
        compare("info", info, INFO_DESCRIPTIVE, program, differences);
        rows.keySet().stream().filter(name -> !seen.contains(name)).forEach(name -> differences.add("no row " + name));
        return differences;
    }

    private void compare(
            String name,
            Map<String, String> actual,
            Set<String> descriptive,
            Program program,
            List<String> differences) {
        Map<String, String> expected = rows.get(name);
        if (expected == null) {
            differences.add(name + " is not in the ledger");
            return;
        }
        actual.forEach((column, value) -> {
            String wanted = expected.get(column);
            boolean ignored = descriptive.contains(column)
                    || INSTANT.contains(column)
                    || wanted == null && AGES.contains(column)
                    || program == Program.HAPROXY_OLDER
                            && older.getOrDefault(name, Set.of()).contains(column);
            if (!ignored && !column.isEmpty() && !agrees(value, wanted == null ? "0" : wanted, program)) {
                differences.add(name + " " + column + ": " + value + " (expected: " + wanted + ")");
            }
        });
    }

    private static boolean agrees(String actual, String wanted, Program program) {
        if (wanted.startsWith("~")) {
            return program != Program.SLUICE || agrees(actual, wanted.substring(1), program);
        }
        int dots = wanted.indexOf("..");
        if (dots < 0) {
            return actual.equals(wanted) || wanted.equals("0") && actual.isEmpty();
        }
        long value = actual.isEmpty() ? 0 : Long.parseLong(actual);
        return value >= Long.parseLong(wanted.substring(0, dots))
                && value <= Long.parseLong(wanted.substring(dots + 2));
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }
}
