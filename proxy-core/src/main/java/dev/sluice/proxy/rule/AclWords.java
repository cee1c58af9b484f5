package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.Fetch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that begin tests and are no fetches: derivatives such as {@code path_beg}, which say how to compare. */
final class AclWords {
    private static final List<Matching> DERIVATIVES =
            List.of(Matching.BEG, Matching.DIR, Matching.DOM, Matching.END, Matching.LEN, Matching.REG, Matching.SUB);

    /** Fetches with derivatives, and the names these begin with. */
    private static final Map<String, String> BASES = Map.ofEntries(
            Map.entry("base", "base"),
            Map.entry("path", "path"),
            Map.entry("url", "url"),
            Map.entry("urlp", "urlp"),
            Map.entry("url_param", "url_param"),
            Map.entry("hdr", "req.hdr"),
            Map.entry("req.hdr", "req.hdr"),
            Map.entry("res.hdr", "res.hdr"),
            Map.entry("shdr", "shdr"),
            Map.entry("cook", "req.cook"),
            Map.entry("req.cook", "req.cook"),
            Map.entry("scook", "res.cook"),
            Map.entry("res.cook", "res.cook"));

    private static final Map<String, Meaning> ALL = all();

    private AclWords() {}

    /** What such a word stands for. */
    record Meaning(String fetch, Matching matching) {}

    private static Map<String, Meaning> all() {
        Map<String, Meaning> all = new LinkedHashMap<>();
        BASES.forEach(
                (name, fetch) -> DERIVATIVES.forEach(way -> all.put(name + "_" + way.word(), new Meaning(fetch, way))));
        // As a test hdr() is of the request, whatever is at hand.
        all.put("hdr", new Meaning("req.hdr", Matching.STR));
        all.put("hdr_cnt", new Meaning("req.hdr_cnt", Matching.INT));
        all.put("hdr_ip", new Meaning("req.hdr_ip", Matching.IP));
        all.put("hdr_val", new Meaning("req.hdr_val", Matching.INT));
        all.put("http_auth_group", new Meaning("http_auth_groups", Matching.STR));
        for (String name : List.of("req.ssl_ver", "req_ssl_ver")) {
            all.put(name, new Meaning(name, Matching.VERSION));
        }
        return all;
    }

    static @Nullable Meaning of(String name) {
        return ALL.get(name);
    }

    /** All such words that are not names of fetches as well. */
    static List<String> names() {
        return ALL.keySet().stream()
                .filter(name -> SampleWords.ALL.fetch(name) == null)
                .filter(name -> {
                    Meaning meaning = ALL.get(name);
                    Fetch fetch = meaning == null ? null : SampleWords.ALL.fetch(meaning.fetch());
                    return fetch != null;
                })
                .toList();
    }
}
