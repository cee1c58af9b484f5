package dev.sluice.state;

import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code dump stats-file} printed of an earlier process, taken up at start. Read on any thread, applied on the control thread. */
public final class SavedCounters {
    private static final int WARNING = 4;
    private static final String FRONT = "#fe";
    private static final String BACK = "#be";

    /** Columns that are counted; the others are of the moment, or follow from these. */
    private static final Map<String, Counter> COUNTED = Map.ofEntries(
            Map.entry("stot", Counter.SESSIONS),
            Map.entry("reqbin", Counter.REQUEST_BYTES_IN),
            Map.entry("reqbout", Counter.REQUEST_BYTES_OUT),
            Map.entry("resbin", Counter.RESPONSE_BYTES_IN),
            Map.entry("resbout", Counter.RESPONSE_BYTES_OUT),
            Map.entry("dreq", Counter.REQUESTS_DENIED),
            Map.entry("dresp", Counter.RESPONSES_DENIED),
            Map.entry("ereq", Counter.REQUEST_ERRORS),
            Map.entry("econ", Counter.CONNECT_ERRORS),
            Map.entry("eresp", Counter.RESPONSE_ERRORS),
            Map.entry("wretr", Counter.RETRIES),
            Map.entry("wredis", Counter.REDISPATCHES),
            Map.entry("chkfail", Counter.FAILED_CHECKS),
            Map.entry("hanafail", Counter.FAILED_OBSERVATIONS),
            Map.entry("chkdown", Counter.DOWN_TRANSITIONS),
            Map.entry("lbtot", Counter.LOAD_BALANCED),
            Map.entry("hrsp_1xx", Counter.RESPONSES_1XX),
            Map.entry("hrsp_2xx", Counter.RESPONSES_2XX),
            Map.entry("hrsp_3xx", Counter.RESPONSES_3XX),
            Map.entry("hrsp_4xx", Counter.RESPONSES_4XX),
            Map.entry("hrsp_5xx", Counter.RESPONSES_5XX),
            Map.entry("hrsp_other", Counter.RESPONSES_OTHER),
            Map.entry("req_tot", Counter.REQUESTS),
            Map.entry("cli_abrt", Counter.CLIENT_ABORTS),
            Map.entry("srv_abrt", Counter.SERVER_ABORTS),
            Map.entry("conn_tot", Counter.CONNECTIONS),
            Map.entry("intercepted", Counter.INTERCEPTED),
            Map.entry("dcon", Counter.DENIED_CONNECTIONS),
            Map.entry("dses", Counter.DENIED_SESSIONS),
            Map.entry("wrew", Counter.FAILED_REWRITES),
            Map.entry("eint", Counter.INTERNAL_ERRORS),
            Map.entry("connect", Counter.CONNECT_ATTEMPTS),
            Map.entry("reuse", Counter.CONNECTION_REUSES),
            Map.entry("h1sess", Counter.HTTP1_SESSIONS),
            Map.entry("h1req", Counter.HTTP1_REQUESTS),
            Map.entry("h2sess", Counter.HTTP2_SESSIONS),
            Map.entry("h2req", Counter.HTTP2_REQUESTS));

    private final List<String> lines;
    private final String problem;

    private SavedCounters(List<String> lines, String problem) {
        this.lines = lines;
        this.problem = problem;
    }

    /** Reads the file that a configuration names; where it cannot be read, that is told when it is applied. */
    public static SavedCounters read(Configuration configuration) {
        String file = configuration.global().get(GlobalSettings.STATS_FILE);
        if (file.isEmpty()) {
            return new SavedCounters(List.of(), "");
        }
        try {
            return new SavedCounters(Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1), "");
        } catch (IOException e) {
            return new SavedCounters(
                    List.of(),
                    "The stats-file '" + file + "' cannot be read (" + e.getMessage() + "): counters start at 0.");
        }
    }

    /** Adds what was read to the counters of what has these guids; lines that say nothing here are passed over. */
    @ControlThread
    public void apply(Topology topology, DataPlane dataPlane) {
        if (!problem.isEmpty()) {
            dataPlane.log(null, WARNING, problem);
        }
        Map<String, CounterSet> front = new HashMap<>();
        Map<String, CounterSet> back = new HashMap<>();
        for (Frontend frontend : topology.frontends()) {
            front.put(frontend.settings().get(ProxySettings.GUID), frontend.counters());
            if (frontend.settings().get(ProxySettings.SOCKET_STATS)) {
                frontend.listeners().forEach(listener -> front.put(listener.guid(), listener.counters()));
            }
        }
        for (Backend backend : topology.backends()) {
            back.put(backend.settings().get(ProxySettings.GUID), backend.counters());
            backend.servers()
                    .forEach(server -> back.put(server.settings().get(ServerSettings.GUID), server.counters()));
        }
        front.remove("");
        back.remove("");
        apply(front, back);
    }

    private void apply(Map<String, CounterSet> front, Map<String, CounterSet> back) {
        Map<String, CounterSet> side = Map.of();
        String[] columns = {};
        for (String line : lines) {
            if (line.startsWith("#")) {
                int blank = line.indexOf(' ');
                String word = blank < 0 ? line : line.substring(0, blank);
                side = word.equals(FRONT) ? front : word.equals(BACK) ? back : Map.of();
                columns = line.substring(blank + 1).split(",");
            } else if (!line.isEmpty() && !line.startsWith("//")) {
                String[] values = line.split(",");
                add(side.get(values[0]), columns, values);
            }
        }
    }

    private static void add(@Nullable CounterSet to, String[] columns, String[] values) {
        for (int i = 1; to != null && i < Math.min(columns.length, values.length); i++) {
            Counter counter = COUNTED.get(columns[i]);
            if (counter != null && values[i].matches("[0-9]{1,18}")) {
                CounterSet.add(to.controlStripe(), counter, Long.parseLong(values[i]));
            }
        }
    }
}
