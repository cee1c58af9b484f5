package dev.sluice.cli.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of the socket that are asked for most, as calls of the typed API. */
final class GrpcWords {
    /** {@code S} stands for a server's name, {@code N} for a number, {@code B} for a backend's, {@code F} for a frontend's. */
    private static final Map<String, String> CALLS = new LinkedHashMap<>();

    private static final Map<String, String> PATTERNS = Map.of(
            "S", "(?<bk>[^/ ]+)/(?<srv>[^/ ]+)", "N", "(?<number>\\d+)", "B", "(?<name>\\S+)", "F", "(?<name>\\S+)");

    static {
        CALLS.put("disable server S", "DisableServer name=S");
        CALLS.put("enable server S", "EnableServer name=S");
        CALLS.put("drain server S", "DrainServer name=S");
        CALLS.put("drain cancel S", "CancelDrain server=S");
        CALLS.put("show drains", "ListDrains");
        CALLS.put("set weight S N", "UpdateServer server.name=S server.weight=N");
        CALLS.put("set maxconn server S N", "UpdateServer server.name=S server.max_connections=N");
        CALLS.put("disable health S", "DisableServerHealthCheck name=S");
        CALLS.put("enable health S", "EnableServerHealthCheck name=S");
        CALLS.put("disable agent S", "DisableServerAgentCheck name=S");
        CALLS.put("enable agent S", "EnableServerAgentCheck name=S");
        CALLS.put("disable frontend F", "DisableFrontend name=frontends/F");
        CALLS.put("enable frontend F", "EnableFrontend name=frontends/F");
        CALLS.put("show servers state", "ListServers parent=backends/- page_size=1000");
        CALLS.put("show servers state B", "ListServers parent=backends/B page_size=1000");
        CALLS.put("show backend", "ListBackends page_size=1000");
        CALLS.put("show stat", "ListStats page_size=1000");
        CALLS.put("show info", "GetProcess");
        CALLS.put("show version", "GetVersion");
        CALLS.put("reload", "ReloadConfiguration");
    }

    private GrpcWords() {}

    /** The method and its fields; empty where the words are not among these. */
    static Optional<List<String>> translate(List<String> words) {
        String said = String.join(" ", words);
        for (Map.Entry<String, String> call : CALLS.entrySet()) {
            List<String> parts = new ArrayList<>();
            for (String word : call.getKey().split(" ", -1)) {
                parts.add(PATTERNS.getOrDefault(word, Pattern.quote(word)));
            }
            Matcher matcher = Pattern.compile(String.join(" ", parts)).matcher(said);
            if (matcher.matches()) {
                return Optional.of(
                        List.of(filled(call.getKey(), call.getValue(), matcher).split(" ")));
            }
        }
        return Optional.empty();
    }

    private static String filled(String form, String call, Matcher said) {
        String filled = call;
        if (form.contains(" S")) {
            filled = filled.replace("=S", "=backends/" + said.group("bk") + "/servers/" + said.group("srv"));
        }
        if (form.endsWith(" N")) {
            filled = filled.replace("=N", "=" + said.group("number"));
        }
        if (form.endsWith(" B") || form.endsWith(" F")) {
            filled = filled.replaceFirst("/[BF]\\b", "/" + Matcher.quoteReplacement(said.group("name")));
        }
        return filled;
    }

    /** For completion. */
    static List<Link.Known> known() {
        return CALLS.keySet().stream()
                .map(form -> new Link.Known(form.replaceAll("( [SNBF])+$", ""), ""))
                .distinct()
                .toList();
    }
}
