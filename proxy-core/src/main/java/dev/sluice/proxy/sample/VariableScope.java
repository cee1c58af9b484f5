package dev.sluice.proxy.sample;

import java.util.Locale;
import java.util.Optional;

/** How long a variable lives and who sees it. */
public enum VariableScope {
    /** The whole process. */
    PROC,
    /** A client's connection. */
    SESS,
    /** A request and its response. */
    TXN,
    /** Until the request was sent. */
    REQ,
    /** While the response is dealt with. */
    RES,
    /** A health check. */
    CHECK;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As names of variables begin. */
    public String word() {
        return word;
    }

    /** The scope that {@code word} stands for. */
    public static Optional<VariableScope> of(String word) {
        for (VariableScope each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
