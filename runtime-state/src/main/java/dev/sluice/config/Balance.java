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
        RANDOM("random", true);

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

        /** Whether weights other than 0 and the initial one can be set while running. */
        public boolean isDynamic() {
            return dynamic;
        }
    }
}
