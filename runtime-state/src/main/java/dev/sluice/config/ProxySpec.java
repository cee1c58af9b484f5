package dev.sluice.config;

import java.util.List;

/**
 * A frontend, backend or listen section as it was configured, defaults already merged in.
 *
 * @param name its name, unique among frontends and among backends
 * @param kind which sides it has
 * @param location its opening line
 * @param settings see {@link ProxySettings}
 * @param binds its bind lines in order; empty for a backend
 * @param servers its servers in order, {@code default-server} already merged in; empty for a frontend
 */
public record ProxySpec(
        String name, Kind kind, Location location, Settings settings, List<BindSpec> binds, List<ServerSpec> servers) {
    /** Keeps copies of the lists. */
    public ProxySpec {
        binds = List.copyOf(binds);
        servers = List.copyOf(servers);
    }

    /** Which sides a section has. */
    public enum Kind {
        /** Takes connections. */
        FRONTEND("frontend"),
        /** Has servers. */
        BACKEND("backend"),
        /** Both in one, under one name and one id. */
        LISTEN("listen");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word that opens such a section. */
        public String word() {
            return word;
        }

        /** Whether it takes connections. */
        public boolean isFrontend() {
            return this != BACKEND;
        }

        /** Whether it has servers. */
        public boolean isBackend() {
            return this != FRONTEND;
        }
    }
}
