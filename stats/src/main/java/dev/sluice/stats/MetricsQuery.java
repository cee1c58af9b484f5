package dev.sluice.stats;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which metrics a scrape asks for: the parameters of HAProxy's exporter, and {@code jvm} as one more scope.
 *
 * @param scopes whose
 * @param included only these families; empty for all
 * @param excluded not these
 * @param noMaint without servers in maintenance
 * @param modules with what single protocols count
 * @param descriptions with the description of proxies as a label
 */
record MetricsQuery(
        Set<Scope> scopes,
        Set<String> included,
        Set<String> excluded,
        boolean noMaint,
        boolean modules,
        boolean descriptions) {
    /** What a family is about; the order is that of the answer. */
    enum Scope {
        GLOBAL("global"),
        FRONTEND("frontend"),
        LISTENER("listener"),
        BACKEND("backend"),
        SERVER("server"),
        STICKTABLE("sticktable"),
        /** There are no resolvers yet. */
        RESOLVER("resolver"),
        JVM("jvm");

        private final String word;

        Scope(String word) {
            this.word = word;
        }
    }

    boolean wants(String family) {
        return !excluded.contains(family) && (included.isEmpty() || included.contains(family));
    }

    /** Reads the query part of a request target; empty where it is not understood. */
    static Optional<MetricsQuery> of(String uri) {
        int mark = uri.indexOf('?');
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        int fragment = query.indexOf('#');
        Reader reader = new Reader();
        for (String part : (fragment < 0 ? query : query.substring(0, fragment)).split("&", -1)) {
            if (!reader.take(part)) {
                return Optional.empty();
            }
        }
        return Optional.of(reader.result());
    }

    /** Collects parameters in order. */
    private static final class Reader {
        private final Set<Scope> scopes = EnumSet.allOf(Scope.class);
        private final Set<String> included = new HashSet<>();
        private final Set<String> excluded = new HashSet<>();
        private boolean scopeSeen;
        private boolean noMaint;
        private boolean modules;
        private boolean descriptions;

        boolean take(String part) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            Optional<String> value = equals < 0 ? Optional.empty() : decode(part.substring(equals + 1));
            switch (key) {
                case "scope" -> {
                    return value.isPresent() && scope(value.get());
                }
                case "metrics" -> {
                    value.ifPresent(this::families);
                    return value.isPresent();
                }
                case "no-maint" -> noMaint = true;
                case "extra-counters" -> modules = true;
                case "desc-labels" -> descriptions = true;
                default -> {
                    // What is not known is not asked for, as in HAProxy: collectors add words of their own.
                }
            }
            return true;
        }

        private static Optional<String> decode(String text) {
            try {
                return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private boolean scope(String word) {
            if (!scopeSeen || word.isEmpty()) {
                scopes.clear();
            }
            scopeSeen = true;
            if (word.isEmpty()) {
                return true;
            }
            if (word.equals("*")) {
                return scopes.addAll(EnumSet.allOf(Scope.class)) || !scopes.isEmpty();
            }
            for (Scope scope : Scope.values()) {
                if (scope.word.equals(word)) {
                    scopes.add(scope);
                    return true;
                }
            }
            return false;
        }

        private void families(String list) {
            for (String name : list.split(",", -1)) {
                if (name.startsWith("-")) {
                    excluded.add(name.substring(1));
                } else if (!name.isEmpty()) {
                    included.add(name);
                }
            }
        }

        MetricsQuery result() {
            return new MetricsQuery(
                    Set.copyOf(scopes), Set.copyOf(included), Set.copyOf(excluded), noMaint, modules, descriptions);
        }
    }
}
