package dev.sluice.it;

import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides what two programs cannot have in common: times, process numbers, memory, their names, and how connections are pooled. */
final class Mask {
    /** Columns of {@code show stat}. */
    private static final Set<String> COLUMNS = Set.of((
            // The clock.
            "rate rate_max req_rate req_rate_max conn_rate conn_rate_max lastchg lastsess downtime throttle check_duration"
                    + " qtime ctime rtime ttime qtime_max ctime_max rtime_max ttime_max check_status last_chk"
                    + " check_desc check_health agent_duration"
                    // Pools, and what HAProxy counts otherwise: see ledger.txt.
                    + " connect reuse srv_icur idle_conn_cur safe_conn_cur need_conn_est resbout"
                    + " h1_open_connections h1_total_connections h1_total_streams h1_bytes_in h1_bytes_out")
            .split(" "));

    /** Columns that HAProxy 2.6 has otherwise. */
    private static final Set<String> OLDER =
            Set.of("bout", "conn_tot", "chkdown", "algo", "slim", "iid", "addr", "src_ilim", "-", "", "check_code");

    /** Lines of {@code show info}. */
    private static final Set<String> LINES = Set.of((
            // The process, its memory and the clock.
            "Version Release_date Pid Uptime Uptime_sec PoolAlloc_MB PoolUsed_MB PoolAlloc_bytes"
                    + " PoolUsed_bytes Ulimit-n Maxsock ConnRate MaxConnRate SessRate MaxSessRate BytesOutRate"
                    + " Tasks Niced_tasks Run_queue Idle_pct Start_time_sec TotalWarnings BootTime_ms Build-info"
                    // Traffic of the admin socket, what HAProxy counts otherwise, its own patterns and those it
                    // refused.
                    + " CumConns CumReq PatternsFreed CumStreams CurrStreams TotalBytesOut Jobs PatternsAdded Maxpipes MaxconnReached DebugCommandsIssued Tainted")
            .split(" "));

    /** Lines that HAProxy has where it was built with zlib. */
    private static final Pattern WITHOUT_ZLIB = Pattern.compile(
            "(?m)^([0-9]+\\.)?(Max)?ZlibMemUsage[.:].*\n|\\{\"field\":\\{\"pos\":4[56],\"name\":\"(Max)?ZlibMem[^}]*}[^}]*}[^}]*}},?");

    /** A field of the typed formats: name, tags, type, value. */
    private static final Pattern TYPED = Pattern.compile(
            "^([FBSL]?[0-9.]+\\.)([A-Za-z_0-9 -]+)(\\.1:[A-Za-z]{4}:[a-z0-9]+:)([^:\n]*)", Pattern.MULTILINE);

    /** A line of {@code show info}. */
    private static final Pattern LINE = Pattern.compile("^()([A-Z][A-Za-z_ -]+)(: )([^:\n]*)", Pattern.MULTILINE);

    private static final Pattern JSON =
            Pattern.compile("(\"name\":\")([^\"]+)(\"\\},\"processNum\":1,\"tags\":\\{[^}]*\\},\"value\":"
                    + "\\{\"type\":\"[a-z0-9]+\",\"value\":)(\"[^\"]*\"|[0-9.-]+)");

    private Mask() {}

    static boolean hides(String column) {
        return COLUMNS.contains(column);
    }

    static boolean hidesFromOlder(String column) {
        return OLDER.contains(column);
    }

    /** A reply with all of that replaced. */
    static String of(String reply) {
        int table = reply.indexOf("# pxname");
        String text = WITHOUT_ZLIB.matcher(reply).replaceAll("");
        text = table < 0 ? text : text.substring(0, table) + csv(text.substring(table));
        for (Pattern each : List.of(TYPED, LINE, JSON)) {
            text = each.matcher(text)
                    .replaceAll(field -> Matcher.quoteReplacement(field.group(1)
                            + field.group(2)
                            + field.group(3)
                            + (isHidden(field.group(2)) ? "*" : field.group(4))));
        }
        return text.replaceAll("pid=[0-9]+", "pid=*")
                .replaceAll("\\[\\d+(:\\d\\d){3}]", "[*]")
                .replaceAll("captured on \\[.*?]", "captured on [*]")
                .replaceAll("(?m)^(\\d+ \\S+ \\d+ \\S+ \\S+ \\d+ \\d+ \\d+ \\d+) \\d+ ", "$1 * ")
                .replaceAll("(?m)^(\\S+/\\S+ \\d+/\\d+ \\S+ \\d+ - \\d+ \\d+ \\d+) .*", "$1 *");
    }

    private static boolean isHidden(String name) {
        return COLUMNS.contains(name) || LINES.contains(name.replace(' ', '-'));
    }

    private static String csv(String reply) {
        String[] lines = reply.split("\n", -1);
        String[] names = lines[0].substring(2).split(",", -1);
        StringJoiner text = new StringJoiner("\n");
        for (String line : lines) {
            String[] values = line.split(",", -1);
            for (int i = 0; i < Math.min(names.length, values.length) && !line.startsWith("#"); i++) {
                values[i] = hides(names[i]) ? "*" : values[i];
            }
            text.add(String.join(",", values));
        }
        return text.toString();
    }
}
