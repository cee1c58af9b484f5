package dev.sluice.config;

import java.util.List;

/**
 * A {@code balance} line.
 *
 * @param algorithm how a server is chosen
 * @param arguments its arguments, as written, such as the number of draws of {@code random(2)}
 */
public record Balance(Algorithm algorithm, List<String> arguments) {
    /** What HAProxy 3.5 does where nothing is said. */
    public static final Balance DEFAULT = new Balance(Algorithm.RANDOM, List.of());

    /** Whether weights other than 0 and the initial one can be set while running, and servers be added. */
    public static boolean isDynamic(Settings settings) {
        Algorithm algorithm = settings.get(ProxySettings.BALANCE).algorithm();
        return algorithm.isHash() ? settings.get(BalanceSettings.HASH_TYPE).consistent() : algorithm.dynamic;
    }

    /** Keeps a copy of the list. */
    public Balance {
        arguments = List.copyOf(arguments);
    }

    /** How a server is chosen (manual section 4.2, {@code balance}). */
    public enum Algorithm {
        ROUNDROBIN("roundrobin", true),
        STATIC_RR("static-rr", false),
        LEASTCONN("leastconn", true),
        FIRST("first", true),
        SOURCE("source", false),
        RANDOM("random", true),
        URI("uri", false),
        URL_PARAM("url_param", false),
        HDR("hdr", false),
        RDP_COOKIE("rdp-cookie", false),
        HASH("hash", false),
        /** Lines of logs stay with one server while it can take them. */
        STICKY("sticky", true),
        /** Something of a line of a log decides. */
        LOG_HASH("log-hash", false);

        private final String word;
        private final boolean dynamic;

        Algorithm(String word, boolean dynamic) {
            this.word = word;
            this.dynamic = dynamic;
        }

        /** The word of the configuration. */
        public String word() {
            return word;
        }

        /** Whether something of a request decides, by its hash ({@code hash-type}). */
        public boolean isHash() {
            return switch (this) {
                case SOURCE, URI, URL_PARAM, HDR, RDP_COOKIE, HASH, LOG_HASH -> true;
                case ROUNDROBIN, STATIC_RR, LEASTCONN, FIRST, RANDOM, STICKY -> false;
            };
        }

        /** Whether it is for lines of logs alone. */
        public boolean needsLog() {
            return this == STICKY || this == LOG_HASH;
        }

        /** Whether lines of logs can be balanced by it. */
        public boolean suitsLog() {
            return needsLog() || this == ROUNDROBIN || this == RANDOM;
        }

        /** Whether it looks at messages of HTTP. */
        public boolean needsHttp() {
            return this == URI || this == URL_PARAM || this == HDR;
        }
    }
}
