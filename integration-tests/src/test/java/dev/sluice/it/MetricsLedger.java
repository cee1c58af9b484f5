package dev.sluice.it;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.ProxyProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each sample of {@code /metrics} stands for, read from {@code metrics.txt}: a family without its {@code haproxy_<scope>_}, the column or
 * line it shows, and {@code ms} where it shows milliseconds as seconds. A value has to lie between what the socket said before and after.
 */
final class MetricsLedger {
    private static final Path FILE = Path.of("src/test/resources/dev/sluice/it/metrics.txt");
    private static final Pattern SAMPLE = Pattern.compile("haproxy_([a-z]+)_([a-z0-9_]+)(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    /** What the scrape itself changes while it is under way, or the clock or the next check does; that there is a sample is seen to. */
    private static final Set<String> MOVING = Set.of(
            "rate",
            "check_duration",
            "CurrConns",
            "Jobs",
            "Idle_pct",
            "Tasks",
            "Run_queue",
            "ConnRate",
            "SessRate",
            "BytesOutRate",
            "PoolAlloc_bytes",
            "PoolUsed_bytes",
            "MaxConnRate",
            "MaxSessRate",
            "Uptime_sec");

    private final Map<String, String[]> meanings = new LinkedHashMap<>();
    private final Set<String> unseen = new TreeSet<>();

    private MetricsLedger() {}

    static MetricsLedger read() {
        MetricsLedger ledger = new MetricsLedger();
        try {
            for (String line : Files.readAllLines(FILE)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] words = line.split("\\s+");
                    ledger.meanings.put(words[0], words);
                    ledger.unseen.add(words[0]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ledger;
    }

    /** Families that no sample was seen of. */
    Set<String> unseen() {
        return unseen;
    }

    /** Where the page of a program says something else than its socket. */
    List<String> differences(ProxyProcess proxy, int port, boolean haproxy) {
        Moment before = Moment.of(proxy);
        String page;
        try (Conversation client = new Conversation(port)) {
            client.send("GET /metrics HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
            page = client.response().body();
        }
        Moment after = Moment.of(proxy);
        List<String> differences = new ArrayList<>();
        for (String line : page.split("\n", -1)) {
            Matcher sample = SAMPLE.matcher(line);
            boolean comparable = sample.matches() && !(haproxy && isHaproxysOwn(sample));
            if (comparable) {
                compare(sample, before, after, differences);
            } else if (line.startsWith("haproxy_") && !sample.matches()) {
                differences.add("not understood: " + line);
            }
        }
        return differences;
    }

    /** Averages, and the resolvers that it always has. */
    private boolean isHaproxysOwn(Matcher sample) {
        String[] meaning = meanings.get(sample.group(2));
        return sample.group(1).equals("resolver") || meaning != null && meaning.length > 3;
    }

    private void compare(Matcher sample, Moment before, Moment after, List<String> differences) {
        String scope = sample.group(1);
        Map<String, String> labels = labels(sample.group(3));
        String family = scope.equals("process") ? "process_" + sample.group(2) : sample.group(2);
        String[] meaning = meanings.get(family);
        if (meaning == null) {
            differences.add("nobody knows what it means: " + sample.group());
            return;
        }
        unseen.remove(family);
        if (labels.getOrDefault("proxy", "").equals("scrape") || MOVING.contains(meaning[1])) {
            return;
        }
        String column = meaning[1].replace("<code>", labels.getOrDefault("code", ""));
        String object = scope.equals("process") ? "" : object(scope, labels);
        boolean agrees;
        if (column.equals("<state>")) {
            agrees = agreesWithState(
                    meaning[2],
                    labels.getOrDefault("state", ""),
                    sample.group(4),
                    before.rows.getOrDefault(object, Map.of()));
        } else if (column.equals("<text>")) {
            agrees = sample.group(4).equals("1");
        } else {
            agrees = isBetween(
                    sample.group(4),
                    before.value(object, column),
                    after.value(object, column),
                    meaning.length > 2 ? 1000 : 1);
        }
        if (!agrees) {
            differences.add(sample.group() + " but " + column + " says " + before.value(object, column) + " and "
                    + after.value(object, column));
        }
    }

    private static String object(String scope, Map<String, String> labels) {
        String name = switch (scope) {
            case "server" -> labels.get("server");
            case "listener" -> labels.get("listener");
            case "frontend" -> "FRONTEND";
            default -> "BACKEND";
        };
        return labels.get("proxy") + "/" + name;
    }

    /** A state is 1 where the row's word is that one; of a backend's servers there are as many as rows with that word. */
    private static boolean agreesWithState(String column, String state, String value, Map<String, String> row) {
        if (column.equals("servers")) {
            return value.matches("\\d+");
        }
        String word = row.getOrDefault(column, "");
        if ("0".equals(row.get("type"))) {
            word = word.equals("STOP") ? "DOWN" : "UP";
        } else if (word.startsWith("no check")) {
            word = "UP";
        }
        return value.equals(word.startsWith(state) || word.equals("* " + state) ? "1" : "0");
    }

    private static boolean isBetween(String metric, String before, String after, int divisor) {
        if (before.isEmpty()) {
            return metric.equals("NaN") || metric.equals("0");
        }
        double value = Double.parseDouble(metric);
        return value >= Double.parseDouble(before) / divisor && value <= Double.parseDouble(after) / divisor;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    /** What the socket says at one time. */
    private record Moment(Map<String, Map<String, String>> rows, Map<String, String> info) {
        static Moment of(ProxyProcess proxy) {
            Map<String, Map<String, String>> rows = new LinkedHashMap<>();
            proxy.admin().stat().forEach(row -> rows.put(row.get("pxname") + "/" + row.get("svname"), row));
            return new Moment(rows, proxy.admin().info());
        }

        String value(String object, String column) {
            String name = column.replace('-', ' ');
            return object.isEmpty()
                    ? info.getOrDefault(column, info.getOrDefault(name, ""))
                    : rows.getOrDefault(object, Map.of()).getOrDefault(column, "");
        }
    }
}
